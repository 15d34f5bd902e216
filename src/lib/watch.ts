/** What a request was, without anything that its caller has made up. */
export interface RequestFacts {
  /** The door, by the name of its vendor. */
  readonly edge: string
  readonly method: string
  /** The template of its path; `none` where there is no route. */
  readonly route: string
  readonly status: number
  readonly seconds: number
}

export interface RequestWatch {
  /** Goes on with the request, as a part of it. */
  within(next: () => void): void
  end(facts: RequestFacts): void
}

export interface OperationFacts {
  /** `query`, `mutation` or `subscription`; `none` when none was found. */
  readonly type: string
  /** `OK`, or the first `extensions.code`. */
  readonly code: string
}

/** Looks on while the gateway works. What it is told holds no name, no address and no value of anybody. */
export interface Watch {
  request(headers: Readonly<Record<string, unknown>>): RequestWatch
  /** A GraphQL operation begins; what is answered here is called at its end. */
  operation(): (facts: OperationFacts) => void
  /** Runs a write of the store. */
  write<T>(name: string, run: () => Promise<T>): Promise<T>
}

/** Those that there are, as one; undefined when there is none. */
export function joinWatches(watches: readonly (Watch | undefined)[]): Watch | undefined {
  return watches
    .filter((watch) => watch !== undefined)
    .reduceRight<Watch | undefined>((inner, watch) => (inner ? joinTwo(watch, inner) : watch), undefined)
}

function joinTwo(first: Watch, second: Watch): Watch {
  return {
    request: (headers) => {
      const [outer, inner] = [first.request(headers), second.request(headers)]
      return {
        within: (next) => outer.within(() => inner.within(next)),
        end: (facts) => {
          inner.end(facts)
          outer.end(facts)
        },
      }
    },
    operation: () => {
      const [outer, inner] = [first.operation(), second.operation()]
      return (facts) => {
        inner(facts)
        outer(facts)
      }
    },
    write: (name, run) => first.write(name, () => second.write(name, run)),
  }
}
