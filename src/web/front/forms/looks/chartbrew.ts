import type { Looks } from './look.js'

const address = { as: 'address' } as const
const lines = { as: 'area' } as const

export const chartbrew: Looks = {
  ChartbrewBasicAuthInput: { user: { isSealed: true }, pass: { label: 'Password' } },
  ChartbrewConnectionInput: {
    dbName: { label: 'Database' },
    enabled: { label: 'Active' },
    connectionString: address,
    options: { as: 'pairs' },
    srv: { label: 'Look up by DNS (mongodb+srv)' },
    firebaseServiceAccount: lines,
    ssl: { label: 'Use TLS' },
    sslMode: { label: 'TLS mode' },
    projectIds: { label: 'Project IDs', item: 'project ID' },
    oauthId: { label: 'Google authorisation ID' },
    useSsh: { label: 'Use an SSH tunnel' },
  },
}
