import { expect, test, vi } from 'vitest'
import { systemClock } from './clock'
import { becomes, close, open, server, shown, state, stored, text, type, write } from './testing/live-desk'

test('text of an earlier epoch is never merged, but offered as a copy', async () => {
  const session = open()
  await becomes(session, 'saved')
  type(session, 'felles og lagret')
  await becomes(session, 'saved')
  server.refuseWith = 503
  server.cut()
  await vi.waitUntil(() => shown(session).offline)
  type(session, 'bare hos meg')
  await becomes(session, 'local')
  server.refuseWith = null
  server.recreate()
  await becomes(session, 'refused')
  expect([shown(session).reason, session.ownText(), text(server.doc)]).toEqual(['epoch', 'bare hos meg', ''])
  server.write(doc => write(doc, 'den nye'))
  await session.startAfresh()
  await becomes(session, 'saved')
  expect([text(shown(session).doc), text(server.doc)]).toEqual(['den nye', 'den nye'])
  expect((await stored()).unsent).toEqual([])
})

test('a new epoch with nothing unsent simply opens anew', async () => {
  const session = open()
  await becomes(session, 'saved')
  type(session, 'gammel')
  await becomes(session, 'saved')
  const { life } = shown(session)
  server.recreate()
  server.write(doc => write(doc, 'ny'))
  await vi.waitUntil(() => shown(session).life > life && state(session) === 'saved')
  expect([text(shown(session).doc), text(server.doc)]).toEqual(['ny', 'ny'])
})

test('a page rendered in a newer epoch does not show what this device had', async () => {
  const first = open()
  await becomes(first, 'saved')
  type(first, 'gammel')
  await becomes(first, 'saved')
  await close(first)
  server.recreate()
  const second = open({ epoch: server.epoch })
  await becomes(second, 'saved')
  expect(text(shown(second).doc)).toBe('')
})

test.each(['content', 'tooLarge', 'full', 'malformed', 'outdated', 'signedOut'] as const)(
  'after the refusal %s nothing is sent, and one’s text is still there',
  async reason => {
    const session = open()
    await becomes(session, 'saved')
    server.withhold = true
    type(session, 'min tekst')
    server.refuse(reason)
    await becomes(session, 'refused')
    expect([shown(session).reason, session.ownText()]).toEqual([reason, 'min tekst'])
    await session.flush()
    expect((await stored()).unsent).toHaveLength(1)
  },
)

test('a message so large that it was not read ends in plain words, with one’s text at hand, and is not sent again', async () => {
  const session = open()
  await becomes(session, 'saved')
  server.withhold = true
  const { hellos } = server
  type(session, 'en hel bok')
  for (const { socket } of server.clients) socket.close(1009)
  await becomes(session, 'refused')
  expect([shown(session).reason, session.ownText()]).toEqual(['tooLarge', 'en hel bok'])
  expect(server.hellos).toBe(hellos)
})

test.each(['restart', 'unavailable', 'rightsChanged', 'gap', 'slow'] as const)(
  'after %s it comes back by itself',
  async reason => {
    const session = open()
    await becomes(session, 'saved')
    const { hellos } = server
    type(session, 'under veis')
    server.refuse(reason)
    await vi.waitUntil(() => server.hellos > hellos && state(session) === 'saved')
    expect(text(server.doc)).toBe('under veis')
  },
)

test('after a refusal one can try again, and what was written then goes to the server', async () => {
  const session = open()
  await becomes(session, 'saved')
  type(session, 'først')
  await becomes(session, 'saved')
  server.refuseWith = 503
  server.cut()
  await vi.waitUntil(() => shown(session).offline)
  type(session, 'usendt')
  await becomes(session, 'local')
  server.refuseWith = null
  server.schemaVersion = 1_000
  await becomes(session, 'refused')
  server.schemaVersion = 1
  await session.retry()
  await becomes(session, 'saved')
  expect(text(server.doc)).toBe('først\nusendt')
  type(session, 'etterpå')
  await becomes(session, 'saved')
  expect(text(server.doc)).toBe('først\nusendt\netterpå')
})

test('somebody who may only read gets the text and sends none', async () => {
  server.right = 'read'
  server.write(doc => write(doc, 'les meg'))
  const session = open({ right: 'read' })
  await becomes(session, 'readOnly')
  expect(text(shown(session).doc)).toBe('les meg')
  expect(server.received).toEqual([])
})

test('a right withdrawn while offline: the text is not sent, and not lost', async () => {
  const session = open()
  await becomes(session, 'saved')
  server.refuseWith = 503
  server.cut()
  await vi.waitUntil(() => shown(session).offline)
  type(session, 'skrevet i mellomtiden')
  server.right = 'read'
  server.refuseWith = null
  await becomes(session, 'refused')
  expect([shown(session).reason, session.ownText(), text(server.doc)]).toEqual([
    'readOnly',
    'skrevet i mellomtiden',
    '',
  ])
})

test('a right taken away is known as soon as the server says so, before the next attempt to connect', async () => {
  const session = open({
    access: () => Promise.resolve('noAccess'),
    // The next attempt would come after more than half a second.
    clock: {
      ...systemClock,
      random: () => 1,
      after: (ms, call) => systemClock.after(ms > 500 ? 60_000 : ms, call),
    },
  })
  await becomes(session, 'saved')
  server.refuse('rightsChanged')
  await becomes(session, 'refused')
  expect(shown(session).reason).toBe('noAccess')
})

test.each(['signedOut', 'noAccess'] as const)(
  'a refused handshake is asked about: %s, and the kept state goes',
  async access => {
    const first = open()
    await becomes(first, 'saved')
    type(first, 'hemmelig')
    await becomes(first, 'saved')
    await close(first)
    expect((await stored()).acknowledged).not.toBeNull()
    server.refuseWith = 401
    const second = open({ access: () => Promise.resolve(access) })
    await becomes(second, 'refused')
    expect(shown(second).reason).toBe(access)
    await vi.waitUntil(async () => (await stored()).acknowledged === null)
  },
)

test('a document of a newer schema is not opened by an older page', async () => {
  server.schemaVersion = 1_000
  const session = open()
  await becomes(session, 'refused')
  expect([shown(session).reason, server.received]).toEqual(['outdated', []])
})

test('where the browser keeps nothing one can type, and the page says that nothing is kept', async () => {
  const session = open({ store: () => Promise.resolve(null) })
  await becomes(session, 'saved')
  type(session, 'hei')
  await becomes(session, 'saved')
  expect([shown(session).storageRefused, text(server.doc)]).toEqual([true, 'hei'])
  server.refuseWith = 503
  server.cut()
  await vi.waitUntil(() => shown(session).offline)
  type(session, 'uten nett og uten lager')
  expect(state(session)).toBe('sending')
  await becomes(session, 'late')
})

test('signing out in one tab ends writing in the others', async () => {
  const { forgetPerson } = await import('./sign-out')
  const session = open()
  await becomes(session, 'saved')
  await forgetPerson('kari')
  await becomes(session, 'refused')
  expect(shown(session).reason).toBe('signedOut')
})
