import type { Cases } from '../../support/contract.js'
import { connection, email, expectError, type GetWorld } from './world.js'

const permission = 'User does not have required permission for this operation!'
const notFound = (name: string): string => `Connection (name: ${name}) was not found!`
const exists = (name: string): string => `Connection (name: ${name}) already exists!`

export const orderCases = (world: GetWorld): Cases => ({
  'checks come in order: token, project, permission, body, type, existence, conflict, fields': async () => {
    const { app, at, post, viewer, name } = await world()
    const [stored, taken] = [name(), name()]
    await post(email(stored))
    await post(email(taken))
    const elsewhere = connection(stored).replace('MyProject', 'Nowhere')
    expectError(await app.rest('PUT', elsewhere, '{', { token: null }), 401, 'unauthorized_client', 'Invalid token')
    expectError(await app.rest('PUT', elsewhere, '{', { token: viewer }), 404, 'not_found', "Project 'Nowhere' not found")
    expectError(await at('PUT', stored, '{', { token: viewer }), 400, 'bad_request', permission)
    expectError(await at('PUT', 'Nobody', '{'), 400, 'bad_request', 'Request body is not valid JSON!')
    expectError(await at('PUT', 'Nobody', { type: 'nonsense' }), 400, 'bad_request', 'Invalid connection type!')
    expectError(await at('PUT', 'Nobody', { type: 'email', host: 5 }), 400, 'bad_request', notFound('Nobody'))
    expectError(await at('PUT', stored, { type: 'email', name: taken, host: 5 }), 400, 'bad_request', exists(taken))
    expectError(await at('PUT', stored, { type: 'ldap', name: taken }), 400, 'bad_request', 'Connection type can not be changed!')
    expectError(await at('POST', taken, { type: 'email', name: taken, host: 5 }), 400, 'bad_request', exists(taken))
    expectError(await at('POST', taken, { type: 'nonsense', name: 'other' }), 400, 'bad_request', 'Invalid connection type!')
    expectError(await at('PUT', stored, { type: 'email', host: 5 }), 400, 'bad_request', 'host must be a string!')
  },
})
