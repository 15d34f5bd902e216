import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isObject } from '../../src/lib/json.js'
import type { Workspace } from '../../src/store/rows.js'
import { types, type Discriminator } from '../../src/vendors/apinizer/types/index.js'
import { boot, type RestAnswer, type TestApp } from '../support/boot.js'
import { faultOf, isRepeated, marker, placesOf, plants, type Place } from '../support/places.js'
import { everyFieldOf, settingsType } from './apinizer-wire.js'

type Body = { readonly type: Discriminator; readonly name: string } & Readonly<Record<string, unknown>>

const file = new URL('../fixtures/apinizer/examples.json', import.meta.url)
const examples = JSON.parse(readFileSync(file, 'utf8')) as readonly Body[]

/** Nested members that no example uses, so that what is inside them is a place too. */
const nested: { readonly [T in Discriminator]?: object } = {
  email: { additionalProperties: [{ name: 'mail.smtp.timeout', value: '5' }, 'text'] },
  kafka: { propertiesMap: {} },
  elasticsearch: { indexLifecyclePolicy: { policyName: 'old', enableHotPhase: true, maxAgeOfRollover: 1, maxDocCountOfRollover: 2 } },
  database: { logTableNameOverrides: { AuditEvent: 'audit' }, logTableSchemaOverrides: { ApiProxyTraffic: 'traffic' } },
  rabbitMq: { connectionFactoryClientProperties: { product: 'gateway' } },
  snmp: { privacyProtocolList: ['PrivDES'] },
}

const secrets = {
  kafka: {
    propertiesMap: {
      'sasl.jaas.config': { value: 'jaas marked-Secret', valueType: 'STRING' },
      'ssl.key.password': { value: 'marked-Secret', valueType: 'STRING' },
    },
  },
}
