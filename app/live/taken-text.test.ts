import { expect, test, vi } from 'vitest'
import type { XmlElement, XmlText } from 'yjs'
import { type Doc } from 'yjs'
import { FIELD } from '~server/domain/documents/content'
import { becomes, open, server, shown, text, type, write } from './testing/live-desk'

const paragraph = (doc: Doc, at: number): XmlElement => doc.getXmlFragment(FIELD).get(at) as XmlElement
const words = (doc: Doc, at: number): XmlText => paragraph(doc, at).get(0) as XmlText

async function writtenAlone() {
  const session = open()
  await becomes(session, 'saved')
  type(session, 'Felles avsnitt.')
  await becomes(session, 'saved')
  server.refuseWith = 503
  server.cut()
  await vi.waitUntil(() => shown(session).offline)
  return session
}

async function back(session: ReturnType<typeof open>) {
  server.refuseWith = null
  await becomes(session, 'saved')
}

test('what one wrote without a network into a passage that others took away is kept, and put back below', async () => {
  const session = await writtenAlone()
  words(shown(session).doc, 0).insert(15, ' Og dette skrev jeg alene.')
  await becomes(session, 'local')
  server.write(doc => {
    doc.getXmlFragment(FIELD).delete(0, 1)
    write(doc, 'Noe annet.')
  })
  await back(session)
  expect(text(server.doc)).toBe('Noe annet.')
  expect(shown(session).taken).toBe('Felles avsnitt. Og dette skrev jeg alene.')
  session.putBack()
  await becomes(session, 'saved')
  expect(shown(session).taken).toBe('')
  expect(text(server.doc)).toBe('Noe annet.\nFelles avsnitt. Og dette skrev jeg alene.')
})

test('nothing is offered when others took away their own words, or a letter or two', async () => {
  const session = await writtenAlone()
  words(shown(session).doc, 0).insert(0, 'Å ')
  write(shown(session).doc, 'Et avsnitt for seg, som blir stående.')
  await becomes(session, 'local')
  server.write(doc => doc.getXmlFragment(FIELD).delete(0, 1))
  await back(session)
  expect(shown(session).taken).toBe('')
  expect(text(server.doc)).toBe('Et avsnitt for seg, som blir stående.')
})

test('it is let go when one has it', async () => {
  const session = await writtenAlone()
  words(shown(session).doc, 0).insert(0, 'Skrevet uten nett av meg. ')
  server.write(doc => doc.getXmlFragment(FIELD).delete(0, 1))
  await back(session)
  expect(shown(session).taken).toBe('Skrevet uten nett av meg. Felles avsnitt.')
  session.letGo()
  expect(shown(session).taken).toBe('')
})
