import { expect, test, vi } from 'vitest'
import { FIELD } from '~server/domain/documents/content'
import {
  FakePage,
  becomes,
  close,
  open,
  server,
  shown,
  state,
  stored,
  text,
  type,
  write,
} from './testing/live-desk'

test('is filled by the first sync and says saved when its answer is acknowledged', async () => {
  server.withhold = true
  server.write(doc => write(doc, 'fra serveren'))
  const session = open()
  await vi.waitUntil(() => session.view()?.filled && server.received.length === 1)
  expect(state(session)).toBe('opening')
  expect(text(shown(session).doc)).toBe('fra serveren')
  server.acknowledge()
  await becomes(session, 'saved')
})

test('what is typed is sending until it is acknowledged, and then saved', async () => {
  const session = open()
  await becomes(session, 'saved')
  server.withhold = true
  type(session, 'hei')
  expect(state(session)).toBe('sending')
  await vi.waitUntil(() => text(server.doc) === 'hei')
  expect(state(session)).toBe('sending')
  server.acknowledge()
  await becomes(session, 'saved')
})

test('what one writes the other sees; a deletion is acknowledged like any change', async () => {
  const [kari, ola] = [open(), open({ person: { id: 'ola', name: 'Ola' } })]
  await Promise.all([becomes(kari, 'saved'), becomes(ola, 'saved')])
  type(kari, 'hei')
  await vi.waitUntil(() => text(shown(ola).doc) === 'hei')
  await becomes(kari, 'saved')
  server.withhold = true
  shown(kari).doc.getXmlFragment(FIELD).delete(0, 1)
  expect(state(kari)).toBe('sending')
  server.acknowledge()
  server.withhold = false
  await becomes(kari, 'saved')
  await vi.waitUntil(() => text(shown(ola).doc) === '')
})

test('an acknowledgement of another epoch is none', async () => {
  const session = open()
  await becomes(session, 'saved')
  server.withhold = true
  type(session, 'hei')
  await vi.waitUntil(() => text(server.doc) === 'hei')
  server.epoch = 99
  server.acknowledge()
  server.epoch = 1
  const heard = server.hellos
  server.write(doc => write(doc, 'etterpå'))
  await vi.waitUntil(() => text(shown(session).doc).includes('etterpå'))
  expect([state(session), server.hellos]).toEqual(['sending', heard])
})

test('without a connection the text is on this device, and goes to the server when it is back', async () => {
  const session = open()
  await becomes(session, 'saved')
  server.refuseWith = 503
  server.cut()
  await vi.waitUntil(() => shown(session).offline)
  expect(state(session)).toBe('saved')
  type(session, 'skrevet uten nett')
  await becomes(session, 'local')
  expect((await stored()).unsent).toHaveLength(1)
  server.refuseWith = null
  await becomes(session, 'saved')
  expect(text(server.doc)).toBe('skrevet uten nett')
  await vi.waitUntil(async () => (await stored()).unsent.length === 0)
})

test('a tab that dies loses nothing: the next one sends what it left', async () => {
  server.withhold = true
  const first = open()
  await vi.waitUntil(() => first.view()?.filled)
  type(first, 'rett før slutten')
  await vi.waitUntil(async () => (await stored()).unsent.length === 1)
  await close(first)
  server.recreate()
  server.epoch = 1
  server.withhold = false
  const second = open()
  await becomes(second, 'saved')
  expect(text(server.doc)).toBe('rett før slutten')
  expect(text(shown(second).doc)).toBe('rett før slutten')
  await vi.waitUntil(async () => (await stored()).unsent.length === 0)
})

test('opens without any server from what this device has', async () => {
  const first = open()
  await becomes(first, 'saved')
  type(first, 'husket')
  await becomes(first, 'saved')
  await close(first)
  server.refuseWith = 503
  const page = new FakePage()
  page.offline = true
  const second = open({ page })
  await becomes(second, 'local')
  expect(text(shown(second).doc)).toBe('husket')
  expect(shown(second).filled).toBe(true)
})
