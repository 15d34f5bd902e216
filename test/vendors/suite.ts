import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../../src/lib/fold.js'
import { valueAt } from '../../src/lib/field-path.js'
import { newUlid, partId } from '../../src/lib/id.js'
import type { Json, JsonObject } from '../../src/lib/json.js'
import { Secret } from '../../src/lib/secret.js'
import { maskedWire } from '../../src/rest/found.js'
import type { Found, FoundPart } from '../../src/vendors/found.js'
import type { Params } from '../../src/vendors/route.js'
import { withSecrets } from '../../src/vendors/split.js'
import type { At, Draft, NewPart, Opened, PartDraft, Sealable, Vendor } from '../../src/vendors/vendor.js'

/** Stands in every secret of a generated input, and nowhere else. */
export const mark = 'q7!Lark'
export const marked = fc
  .tuple(fc.string({ maxLength: 6 }), fc.string({ maxLength: 6 }))
  .map(([before, after]) => `${before}${mark}${after}`)
export const plain = fc.stringMatching(/^[A-Za-zÀ-ž][A-Za-zÀ-ž0-9 _./-]{0,11}$/)
const encoded = marked.map((text) => encodeURIComponent(text))

/** Addresses of a kind, with credentials in every way in which people write them, or with none. */
export const addresses = (...schemes: string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...schemes),
      fc.oneof(
        fc.constant(''),
        encoded.map((text) => `ann:${text}@`),
        fc.constant(`ann:x/${mark}@`),
      ),
      fc.constantFrom('', '/shop', '/v2?page=1', `/v2?token=${mark}`),
    )
    .map(([scheme, user, rest]) => `${scheme}://${user}db.example:5432${rest}`)

const times = { createdAt: 1000, updatedAt: 1000 }

export interface Case {
  readonly vendor: Vendor
  /** Wholes that the vendor takes. */
  readonly wholes: fc.Arbitrary<JsonObject>
  readonly key: string
  readonly workspaceKey: string
  readonly params: Params
  /** The same for a shared part of this key; left out for a vendor without shared parts. */
  readonly partParams?: (key: string) => Params
  /** Whether PUT may leave everything out. */
  readonly isPartial: boolean
}

/** What the shared code relies on, whatever the vendor. */
export function vendorSuite({ vendor, wholes, key, workspaceKey, params, partParams, isPartial }: Case): void {
  const at: At = { newId: newUlid, now: 1000 }
  const openedOf = (draft: Draft): Opened => ({ whole: new Secret(wholeOf(draft)) })
  /** Validates again, as an update does. */
  const again = (draft: Draft, change: (opened: Opened, at: At) => unknown): Draft => {
    const later: At = { ...at, now: 2000, stored: openedOf(draft) }
    return vendor.parse(change(openedOf(draft), later), later)
  }

  /** The answer of GET, as a client has it, sent back by PUT. */
  const sentBack = (draft: Draft, isMasked: boolean): Draft => {
    const find = vendor.rest.routes.find((route) => route.action === 'find')
    const update = vendor.rest.routes.find((route) => route.action === 'update')
    if (find?.action !== 'find' || update?.action !== 'update') throw new Error('The vendor has no such routes.')
    const wire = isMasked ? maskedWire({ ...draft, secretVersions: versionsOf(draft) }, vendor.rest.mask) : wholeOf(draft)
    const body: unknown = JSON.parse(JSON.stringify(find.answer.encode(foundOf(draft, wire), { params, query: {}, now: 2000 })))
    return again(draft, (opened, later) => vendor.write(opened, update.input(body, params, {}), later))
  }

  const foundOf = (draft: Draft, wire: JsonObject): Found => ({
    key,
    workspaceKey,
    wire,
    isSet: new Set(Object.keys(draft.secrets)),
    part: (kind, partKey): FoundPart => {
      const part = draft.parts?.find((one) => partId(one.kind, one.key) === partId(kind, partKey))
      return part ? foundPartOf(part) : { ...times, key: partKey, wire: { type: 'none', name: 'x', data: {} } }
    },
    ...times,
  })

  const foundPartOf = (part: NewPart): FoundPart => {
    const wire = maskedWire({ ...part, secretVersions: versionsOf(part) }, vendor.rest.mask)
    return { ...times, key: part.key, wire, usages: [] }
  }

  /** A shared part as GET shows it, sent back by PUT. */
  const partSentBack = (part: NewPart): PartDraft => {
    const find = vendor.rest.routes.find((route) => route.action === 'findPart')
    const update = vendor.rest.routes.find((route) => route.action === 'updatePart')
    const described = vendor.parts?.[part.kind]
    if (find?.action !== 'findPart' || update?.action !== 'updatePart' || !described) throw new Error('The vendor has no such routes.')
    const told = { params: partParams?.(part.key) ?? {}, query: {}, now: 2000 }
    const body: unknown = JSON.parse(JSON.stringify(find.answer.encode(foundPartOf(part), told)))
    const stored = { whole: new Secret(wholeOf(part)) }
    return described.parse(described.write(stored, update.input(body, told.params, {}), { ...at, stored }))
  }

  const always = (holds: (whole: JsonObject, draft: Draft) => void) =>
    fc.assert(
      fc.property(wholes, (whole) => holds(whole, vendor.parse(whole, at))),
      { numRuns: 300 },
    )

  describe(vendor.id, () => {
    it('takes secrets out, puts them back, and validates what that makes to the same draft', () => {
      always((_whole, draft) => {
        const whole = wholeOf(draft)
        for (const [path, secret] of Object.entries(draft.secrets)) {
          expect(valueAt(draft.settings, path)).toBeUndefined()
          expect(valueAt(whole, path)).toEqual(secret.open())
        }
        expect(readable(again(draft, () => whole))).toEqual(readable(draft))
      })
    })

    it('changes nothing when what it has shown masked is sent back', () => {
      always((_whole, draft) => {
        expect(readable(sentBack(draft, true))).toEqual(readable(draft))
      })
    })

    if (vendor.rest.reveals.length > 0)
      it('changes nothing when what it has shown with secrets is sent back', () => {
        always((_whole, draft) => {
          expect(readable(sentBack(draft, false))).toEqual(readable(draft))
        })
      })

    if (vendor.parts)
      it('changes nothing when a shared part that it has shown masked is sent back', () => {
        const seen = new Set<string>()
        always((_whole, draft) => {
          for (const part of draft.parts ?? []) {
            const { name, type, settings, hints } = part
            const kept = JSON.parse(JSON.stringify({ name, type, settings, hints, secrets: opened(part.secrets) })) as unknown
            const again = partSentBack(part)
            expect(JSON.parse(JSON.stringify({ ...again, secrets: opened(again.secrets) }))).toEqual(kept)
            seen.add(type)
          }
        })
        expect(seen.size).toBeGreaterThan(1)
      })

    it('has every change and every input that its routes and mutations name', () => {
      const { changes = {}, places = {}, mutations = {} } = vendor
      const named = vendor.rest.routes.flatMap((route) => (route.action === 'change' ? [route.change] : []))
      const inputs = Object.values(mutations).map(({ input }) => input)
      const wanted = [...named, ...Object.values(mutations).map(({ change }) => change)]
      expect(new Set(wanted)).toEqual(new Set(Object.keys(changes)))
      expect(Object.keys(changes)).toEqual(expect.arrayContaining(Object.keys(places)))
      expect(Object.keys(vendor.fields)).toEqual(expect.arrayContaining(inputs))
    })

    if (isPartial)
      it('changes nothing when nothing is sent', () => {
        always((_whole, draft) => {
          expect(readable(again(draft, (stored, later) => vendor.write(stored, {}, later)))).toEqual(readable(draft))
        })
      })

    it('leaves what is stored as it is while it makes a new whole', () => {
      always((_whole, draft) => {
        const stored = openedOf(draft)
        const before = structuredClone(stored.whole.open())
        vendor.parse(stored.whole.open(), { ...at, stored })
        expect(stored.whole.open()).toEqual(before)
      })
    })

    it('keeps no secret in settings, hints, endpoints or what is searched', () => {
      let withMark = 0
      always((whole, draft) => {
        const endpoints = vendor.endpoints(wholeOf(draft))
        const searched = fold([draft.name, ...endpoints.flatMap(({ host, database, url }) => [host, database, url])].join('\n'))
        const parts = draft.parts?.map(({ settings, hints, name, type }) => ({ settings, hints, name, type }))
        const { name, type, settings, hints, uses } = draft
        expect(JSON.stringify({ name, type, settings, hints, uses, parts, endpoints })).not.toContain(mark)
        expect(searched).not.toContain(fold(mark))
        if (JSON.stringify(whole).includes(mark)) withMark += 1
      })
      expect(withMark).toBeGreaterThan(100)
    })

    it('loses no secret either', () => {
      const count = (value: unknown): number => JSON.stringify(value).split(mark).length
      always((whole, draft) => {
        const kept = [opened(draft.secrets), ...(draft.parts ?? []).map(({ secrets }) => opened(secrets))]
        expect(count(kept)).toBe(count(whole))
      })
    })
  })
}

function wholeOf({ settings, secrets }: Sealable): JsonObject {
  return withSecrets(settings, Object.entries(opened(secrets)))
}

function opened(secrets: Sealable['secrets']): Record<string, Json> {
  return Object.fromEntries(Object.entries(secrets).map(([path, secret]) => [path, secret.open()]))
}

function versionsOf({ secrets }: Sealable): Record<string, number> {
  return Object.fromEntries(Object.keys(secrets).map((path) => [path, 1]))
}

/** A draft as far as it is kept, secrets open. */
function readable({ name, type, enabled, settings, secrets, hints, uses }: Draft): unknown {
  return JSON.parse(JSON.stringify({ name, type, enabled, settings, secrets: opened(secrets), hints, uses }))
}
