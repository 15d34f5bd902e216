import type { Reader } from './reader.js'

/** The lines that the page's files show with each client, page by page. */
export const clients = {
  'Apollo Client': async (file: Reader['file'], filter: object): Promise<string[][]> => {
    const { watchConnections } = await file('apollo-list')
    await (await file('apollo')).client.clearStore()
    const shown: string[][] = []
    await new Promise<void>((done, fail) => {
      const show = (lines: readonly string[], more?: () => void): void => {
        shown.push(lines.slice(shown.flat().length))
        if (more) more()
        else done()
      }
      watchConnections(filter, show, fail)
    })
    return shown
  },
  urql: async (file: Reader['file'], filter: object): Promise<string[][]> => {
    const { createClient, connectionPages } = await file('urql')
    const shown: string[][] = []
    for await (const lines of connectionPages(createClient(), filter)) shown.push(lines)
    return shown
  },
}
