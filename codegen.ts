import type { CodegenConfig } from '@graphql-codegen/cli'
import { inputTables } from './src/web/front/forms/codegen.js'

/** Typed operations of a program that calls this gateway: documents in its sources, types of their variables and answers. */
const operationsOf = (documents: string | string[]): CodegenConfig['generates'][string] => ({
  preset: 'client',
  presetConfig: { fragmentMasking: false },
  documents,
  config: { documentMode: 'string', useTypeImports: true, enumType: 'const', scalars: { DateTime: 'string', JSON: 'unknown' } },
})

/** Types of the schema and of its resolvers. The output is never committed. */
const config: CodegenConfig = {
  schema: 'schema/**/*.graphql',
  importExtension: '.js',
  generates: {
    'src/generated/web/': operationsOf(['src/web/**/*.{ts,tsx}', 'src/web/front/**/*.graphql']),
    'src/generated/web/inputs.ts': inputTables('ConnectionInput', 'ConnectionPatch'),
    'src/generated/cli/': operationsOf('src/cli/**/*.ts'),
    'src/generated/schema.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        scalars: { ID: 'string', DateTime: 'string', JSON: 'unknown' },
        contextType: '../graphql/context.js#GraphContext',
        mappers: {
          Node: '../graphql/sources.js#NodeSource',
          ConnectionProfile: '../store/rows.js#Connection',
          ConnectionProfileCommon: '../store/rows.js#Connection',
          Workspace: '../store/rows.js#Workspace as WorkspaceRow',
          Token: '../store/rows.js#Token as TokenRow',
          Worker: '../store/rows.js#Worker as WorkerRow',
          Deployment: '../store/rows.js#Deployment as DeploymentRow',
          DeploymentConnection: '../lib/page.js#Page<DeploymentRow>',
          DeploymentEdge: '../graphql/sources.js#EdgeSource<DeploymentRow>',
          Grant: '../store/rows.js#Grant as GrantRow',
          ConnectionProfileConnection: '../lib/page.js#Page<Connection>',
          ConnectionProfileEdge: '../graphql/sources.js#EdgeSource<Connection>',
          WorkspaceConnection: '../lib/page.js#Page<WorkspaceRow>',
          WorkspaceEdge: '../graphql/sources.js#EdgeSource<WorkspaceRow>',
          TokenConnection: '../lib/page.js#Page<TokenRow>',
          TokenEdge: '../graphql/sources.js#EdgeSource<TokenRow>',
          AuditEvent: '../store/rows.js#AuditEvent as AuditEventRow',
          AuditEventConnection: '../lib/page.js#Page<AuditEventRow>',
          AuditEventEdge: '../graphql/sources.js#EdgeSource<AuditEventRow>',
          UserError: '../graphql/sources.js#UserErrorSource',
        },
      },
    },
  },
}

export default config
