import type {
  CreateConnectionVersionInput,
  DeleteConnectionEnvironmentInput,
  DeleteConnectionVersionInput,
  PublishConnectionVersionInput,
  UnpublishConnectionVersionInput,
  UpdateConnectionEnvironmentInput,
  UpdateConnectionVersionInput,
} from '../../generated/schema.js'
import { list, one, type FieldTables, type InputTable } from '../fields.js'
import type { Vendor } from '../vendor.js'

/** Which change each mutation makes, and the table that reads its input. */
export const mutations: NonNullable<Vendor['mutations']> = {
  updateConnectionEnvironment: { change: 'updateEnvironment', input: 'UpdateConnectionEnvironmentInput' },
  deleteConnectionEnvironment: { change: 'deleteEnvironment', input: 'DeleteConnectionEnvironmentInput' },
  createConnectionVersion: { change: 'createVersion', input: 'CreateConnectionVersionInput' },
  updateConnectionVersion: { change: 'updateVersion', input: 'UpdateConnectionVersionInput' },
  deleteConnectionVersion: { change: 'deleteVersion', input: 'DeleteConnectionVersionInput' },
  publishConnectionVersion: { change: 'publishVersion', input: 'PublishConnectionVersionInput' },
  unpublishConnectionVersion: { change: 'unpublishVersion', input: 'UnpublishConnectionVersionInput' },
}

export const inputs: FieldTables = {
  UpdateConnectionEnvironmentInput: {
    environmentKey: 'environment_id',
    name: 'name',
    variables: list('variables', 'VersoriVariable'),
    credentials: one('credentials', 'VersoriEnvironmentCredentials'),
  } satisfies InputTable<UpdateConnectionEnvironmentInput>,
  DeleteConnectionEnvironmentInput: { environmentKey: 'environment_id' } satisfies InputTable<DeleteConnectionEnvironmentInput>,
  CreateConnectionVersionInput: { name: 'name', fromVersion: 'fromVersion' } satisfies InputTable<CreateConnectionVersionInput>,
  UpdateConnectionVersionInput: {
    version: 'version',
    name: 'name',
    description: 'description',
    isDefault: 'isDefault',
  } satisfies InputTable<UpdateConnectionVersionInput>,
  DeleteConnectionVersionInput: { version: 'version', force: 'force' } satisfies InputTable<DeleteConnectionVersionInput>,
  PublishConnectionVersionInput: { version: 'version' } satisfies InputTable<PublishConnectionVersionInput>,
  UnpublishConnectionVersionInput: { version: 'version' } satisfies InputTable<UnpublishConnectionVersionInput>,
}
