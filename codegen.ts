import type { CodegenConfig } from '@graphql-codegen/cli'

/** Types of the schema and of its resolvers. The output is never committed. */
const config: CodegenConfig = {
  schema: 'schema/**/*.graphql',
  generates: {
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
          Grant: '../store/rows.js#Grant as GrantRow',
          ConnectionProfileConnection: '../lib/page.js#Page<Connection>',
          ConnectionProfileEdge: '../graphql/sources.js#EdgeSource<Connection>',
          WorkspaceConnection: '../lib/page.js#Page<WorkspaceRow>',
          WorkspaceEdge: '../graphql/sources.js#EdgeSource<WorkspaceRow>',
          UserError: '../graphql/sources.js#UserErrorSource',
        },
      },
    },
  },
}

export default config
