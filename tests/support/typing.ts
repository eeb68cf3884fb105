import { LiveClient, type LiveClientOptions } from './live-client'
import type { Product } from './product'

interface Prepared {
  documents: string[]
  headers: Record<string, string>
}

/** A document of the demo, with what it takes to open it. */
export async function aDocument(
  product: Product,
): Promise<{ documentId: string; headers: Record<string, string> }> {
  const { documents, headers } = (await product.cli('bench:prepare', '--documents', '1')) as Prepared
  return { documentId: documents[0]!, headers }
}

/** @param more `doc` is what the person has already */
export function join(
  product: { url: string },
  more: Awaited<ReturnType<typeof aDocument>> & Partial<LiveClientOptions>,
): Promise<LiveClient> {
  return new LiveClient({ server: product.url, ...more }).untilSynced()
}

/** A word, and the number of the frame that carried it. */
export interface Typed {
  word: string
  frame: number
}

export function typeWord(client: LiveClient, word: string): Typed {
  client.type(word)
  return { word, frame: client.sent }
}

/** The words of which the client was told that they are saved. */
export const savedOf = (client: LiveClient, typed: Typed[]): string[] =>
  typed.filter(({ frame }) => frame <= client.saved).map(({ word }) => word)
