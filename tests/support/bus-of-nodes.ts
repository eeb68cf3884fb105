import type { NodeBus } from '~server/collaboration/neighbours'
import type { FakePeople } from './live-server'

interface Joined {
  hear: Map<string, ((message: unknown, node: string) => void)[]>
  gone: ((node: string) => void)[]
}

/** What is between nodes of one process: a test can cut it, or lose what is said about something. */
export interface TestBus {
  join(): NodeBus
  /** Everything that was said. */
  said: unknown[]
  /** Who may be asked for names. */
  people: FakePeople[]
  namesOf(personIds: readonly string[]): Promise<Map<string, string>>
  /** Nothing arrives any more. */
  cut(): void
  /** What is said about this does not arrive; the others do not notice. */
  lose(topic: string): void
  /** The others hear no more of the n-th that joined. */
  nodeDied(index: number): void
}

export function aBusOfNodes(): TestBus {
  const nodes: Joined[] = []
  const said: unknown[] = []
  const people: FakePeople[] = []
  const lost = new Set<string>()
  let connected = true
  return {
    said,
    people,
    namesOf: async ids =>
      new Map(
        people.flatMap(({ actors }) =>
          [...actors.values()].flatMap(({ personId, name }) =>
            ids.includes(personId) ? [[personId, name] as const] : [],
          ),
        ),
      ),
    join() {
      const self: Joined = { hear: new Map(), gone: [] }
      const name = `node ${nodes.push(self) - 1}`
      return {
        get connected() {
          return connected
        },
        tell(topic, message) {
          said.push(message)
          if (!connected || lost.has(topic)) return
          const copy: unknown = JSON.parse(JSON.stringify(message))
          setImmediate(() => {
            for (const other of nodes) {
              if (other !== self) other.hear.get(topic)?.forEach(listener => listener(copy, name))
            }
          })
        },
        hear: (topic, listener) => void self.hear.set(topic, [...(self.hear.get(topic) ?? []), listener]),
        onBack: () => undefined,
        onCame: () => undefined,
        onGone: listener => void self.gone.push(listener),
      }
    },
    cut: () => void (connected = false),
    lose: topic => void lost.add(topic),
    nodeDied(index) {
      for (const [at, { gone }] of nodes.entries()) {
        if (at !== index) gone.forEach(listener => listener(`node ${index}`))
      }
    },
  }
}
