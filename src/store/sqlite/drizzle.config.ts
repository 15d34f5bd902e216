import { defineConfig } from 'drizzle-kit'

/** `npm run migration -- --name what-changes` writes the next migration from the schema. */
export default defineConfig({
  dialect: 'sqlite',
  schema: './src/store/sqlite/schema.ts',
  out: './src/store/sqlite/migrations',
})
