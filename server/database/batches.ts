import { presentWork } from './reach'

interface Batches {
  options: unknown
  request(question: unknown): Promise<unknown>
}

/**
 * Prisma gathers the `findUnique` of one tick into one statement, whoever asks, and sends it in the work of the first: it
 * would be answered within somebody else's reach. Each work gets batches of its own. Prisma has no door for this: where
 * another version keeps its batches elsewhere, the product does not start.
 *
 * @throws when the batches are not where they were
 */
export function gatherPerWork(client: object): void {
  const batches = batchesOf(client)
  const { options, constructor } = batches
  const byWork = new WeakMap<object, Batches>()
  batches.request = question => {
    const work = presentWork()
    const own = byWork.get(work) ?? new (constructor as new (options: unknown) => Batches)(options)
    byWork.set(work, own)
    return own.request(question)
  }
}

function batchesOf(client: object): Batches {
  const handler = '_requestHandler' in client ? client._requestHandler : undefined
  const found = isObject(handler) && 'dataloader' in handler ? handler.dataloader : undefined
  const known =
    isObject(found) && 'options' in found && 'request' in found && typeof found.request === 'function'
  if (!known) {
    throw new Error(
      'This version of Prisma gathers questions in another way: server/database/batches.ts has to know how.',
    )
  }
  return found as Batches
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
