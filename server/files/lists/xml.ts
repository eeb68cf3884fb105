import { SaxesParser } from 'saxes'
import { ListRefused } from './refused'

/** What is told while a part is read; names without their prefix. */
export interface XmlEvents {
  open?(name: string, attributes: Record<string, string>): void
  close?(name: string): void
  text?(text: string): void
}

/**
 * Reads a part piece by piece; yields after each, so that what the events have collected can be handed on. A document
 * type, which is where entities are declared that grow when they are read, is refused.
 * @throws ListRefused damaged, hiding_something
 */
export async function* readXml(pieces: AsyncIterable<Buffer>, events: XmlEvents): AsyncGenerator<void> {
  const parser = new SaxesParser()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  parser.on('error', () => {
    throw new ListRefused('damaged')
  })
  parser.on('doctype', () => {
    throw new ListRefused('hiding_something')
  })
  parser.on('opentag', ({ name, attributes }) => events.open?.(bare(name), attributes))
  parser.on('closetag', ({ name }) => events.close?.(bare(name)))
  parser.on('text', text => events.text?.(text))
  parser.on('cdata', text => events.text?.(text))
  for await (const piece of pieces) {
    parser.write(decoder.decode(piece, { stream: true }))
    yield
  }
  parser.write(decoder.decode()).close()
  yield
}

/** Reads a whole part. */
export async function readWhole(pieces: AsyncIterable<Buffer>, events: XmlEvents): Promise<void> {
  const reading = readXml(pieces, events)
  while ((await reading.next()).done !== true);
}

function bare(name: string): string {
  const colon = name.indexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}
