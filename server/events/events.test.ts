import crypto from 'node:crypto'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  enter,
  inside,
  names,
  outcome,
  startEventServer,
  type EventClient,
  type EventServer,
} from '../../tests/support/event-server'
import { ask } from '../../tests/support/http'
import { withoutUpgrades } from '../../tests/support/reverse-proxy'
import { until } from '../../tests/support/until'

let server: EventServer
beforeAll(async () => {
  server = await startEventServer()
})
afterAll(() => server.stop())

const aGathering = (): string => crypto.randomUUID()

describe('connecting', () => {
  test.each(['websocket', 'polling'] as const)('whoever is signed in is let in, over %s', async transport => {
    server.person('Inne')
    expect(await outcome(server.client('Inne', { transports: [transport] }))).toBe('connected')
  })

  test.each(['websocket', 'polling'] as const)('whoever is signed out is not, over %s', async transport => {
    expect(await outcome(server.client('Ingen', { transports: [transport] }))).toBe('signed_out')
    expect(await outcome(server.client('', { transports: [transport] }))).toBe('signed_out')
  })

  test('from a foreign page nobody is, on any way in', async () => {
    server.person('Inne')
    for (const origin of [
      'https://evil.example',
      'null',
      server.url.replace('http:', 'https:'),
      `${server.url}1`,
    ]) {
      for (const transport of ['websocket', 'polling'] as const) {
        const client = server.client('Inne', { transports: [transport] }, origin)
        expect(await outcome(client), `${transport} from ${origin}`).not.toBe('connected')
      }
    }
  })

  test('a foreign page can neither open a polling socket, write into an open one nor take it over', async () => {
    server.person('Inne')
    const polling = `${server.url}/socket.io/?EIO=4&transport=polling`
    const evil = { cookie: 'Inne', origin: 'https://evil.example' }
    expect((await ask(polling, { headers: evil })).status).toBe(403)
    expect((await ask(polling, { method: 'POST', headers: { cookie: 'Inne' }, body: '40' })).status).toBe(403)

    const opened = await ask(polling, { headers: { cookie: 'Inne' } })
    expect(opened.status).toBe(200)
    const { sid } = JSON.parse(opened.body.slice(1)) as { sid: string }
    const own = `${polling}&sid=${sid}`
    expect((await ask(own, { method: 'POST', headers: evil, body: '40' })).status).toBe(403)
    expect((await ask(own, { method: 'OPTIONS', headers: evil })).status).toBe(403)
    const upgrade = {
      ...evil,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    }
    await expect(ask(own.replace('polling', 'websocket'), { headers: upgrade })).rejects.toThrow(/hang up/)
    const answer = await ask(own, {
      method: 'POST',
      headers: { cookie: 'Inne', origin: server.url },
      body: '40',
    })
    expect(answer).toMatchObject({ status: 200, body: 'ok' })
  })

  test('where websockets are refused, polling takes their place: one follows a gathering as ever', async () => {
    const network = await withoutUpgrades(() => Number(new URL(server.url).port))
    try {
      const gathering = aGathering()
      server.person('Bak muren', gathering)
      const client = io(`http://127.0.0.1:${network.port}`, {
        ...{ forceNew: true, transports: ['websocket', 'polling'], tryAllTransports: true },
        extraHeaders: { cookie: 'Bak muren', origin: server.url },
      }) as EventClient
      const tables: string[] = []
      client.on('table:changed', ({ tableId }) => tables.push(tableId))
      expect(await outcome(client)).toBe('connected')
      expect(client.io.engine.transport.name).toBe('polling')
      expect(await enter(client, gathering)).toMatchObject({ ok: true, people: [{ name: 'Bak muren' }] })
      server.events.tableChanged(gathering, 'table 1')
      await until('heard', () => tables.length === 1)
      expect(network.refused()).toBeGreaterThan(0)
      client.disconnect()
    } finally {
      await network.stop()
    }
  })

  test('the id of somebody’s polling socket is worth nothing in another session, in none, or as a websocket', async () => {
    const gathering = aGathering()
    server.person('Eier', gathering)
    server.person('Tyv')
    const polling = `${server.url}/socket.io/?EIO=4&transport=polling`
    const as = (name: string | null) => ({ ...(name !== null && { cookie: name }), origin: server.url })
    const { sid } = JSON.parse((await ask(polling, { headers: as('Eier') })).body.slice(1)) as { sid: string }
    const own = `${polling}&sid=${sid}`
    expect((await ask(own, { method: 'POST', headers: as('Eier'), body: '40' })).body).toBe('ok')

    for (const name of ['Tyv', null]) {
      expect((await ask(own, { headers: as(name) })).status, `${name} listens`).toBe(403)
      const words = `42["gathering:enter","${gathering}"]`
      expect((await ask(own, { method: 'POST', headers: as(name), body: words })).status).toBe(403)
      const upgrade = {
        ...{ connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' },
        'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      }
      const asWebsocket = own.replace('polling', 'websocket')
      await expect(ask(asWebsocket, { headers: { ...as(name), ...upgrade } })).rejects.toThrow(/hang up/)
    }
    expect((await ask(own, { headers: as('Eier') })).body).toContain('40{')
  })

  test('other sites may not read what is answered', async () => {
    const { headers } = await ask(`${server.url}/socket.io/?EIO=4&transport=polling`)
    expect(headers).not.toHaveProperty('access-control-allow-origin')
    expect(headers).not.toHaveProperty('set-cookie')
  })
})

describe('a gathering that one may not see', () => {
  test('is not entered: no names, no messages', async () => {
    const hidden = aGathering()
    const insider = await inside(server, hidden)
    server.person('Utenfor')
    const client = server.client('Utenfor')
    const heard: string[] = []
    client.onAny((event: string) => heard.push(event))
    await outcome(client)
    expect(await enter(client, hidden)).toEqual({ ok: false })
    server.events.tableChanged(hidden, 'table 1')
    await until('those inside hear of it', () => insider.told.tables.length === 1)
    expect(heard).toEqual([])
    expect(names(insider.told.people)).toEqual([insider.name])
  })

  test('looks the same as one that does not exist', async () => {
    const { client } = await inside(server, aGathering())
    expect(await enter(client, aGathering())).toEqual({ ok: false })
  })
})

describe('who is here', () => {
  test('is one entry per person, however many tabs, in the order of names', async () => {
    const gathering = aGathering()
    server.person('Åse', gathering)
    server.person('Bo', gathering)
    const first = await inside(server, gathering, 'Åse')
    const second = await inside(server, gathering, 'Åse')
    const bo = await inside(server, gathering, 'Bo')
    for (const { told } of [first, second, bo]) {
      await until('all see both', () => names(told.people).join() === 'Bo,Åse')
    }
    second.client.disconnect()
    bo.client.disconnect()
    await until('the one tab that is left counts', () => names(first.told.people).join() === 'Åse')
  })

  test('follows who goes to another page, too', async () => {
    const gathering = aGathering()
    const stays = await inside(server, gathering)
    const leaves = await inside(server, gathering)
    await until('both are here', () => stays.told.people.length === 2)
    leaves.client.emit('gathering:leave', gathering)
    await until('one is here', () => names(stays.told.people).join() === stays.name)
    server.events.tableChanged(gathering, 'table 1')
    await until('who stayed hears', () => stays.told.tables.length === 1)
    expect(leaves.told.tables).toEqual([])
  })

  test('tells id and name, and nothing else of a person', async () => {
    const gathering = aGathering()
    const { entered, name } = await inside(server, gathering)
    const { personId } = server.signedIn.get(name)!
    expect(entered).toEqual({ ok: true, people: [{ id: personId, name }] })
  })
})

test('that something was written reaches those who are in that gathering, and nobody else', async () => {
  const [here, there] = [aGathering(), aGathering()]
  const a = await inside(server, here)
  const b = await inside(server, there)
  server.events.tableChanged(here, 'table 1')
  server.events.tableChanged(there, 'table 2')
  await until('both have heard', () => a.told.tables.length > 0 && b.told.tables.length > 0)
  expect([a.told.tables, b.told.tables]).toEqual([['table 1'], ['table 2']])
})

test('a desk hears of the units that are assigned to the person, as they are now', async () => {
  const { client, told, name } = await inside(server, aGathering())
  const { personId } = server.signedIn.get(name)!
  const other = await inside(server, aGathering())
  server.units.set(personId, ['a', 'b'])
  expect(await client.timeout(5_000).emitWithAck('desk:enter')).toEqual({ ok: true })
  server.events.unitsActive(['a', 'b'])
  server.events.unitsActive([])
  await until('both are heard of', () => told.units.length === 2)
  server.units.set(personId, ['b'])
  await server.events.recheck({ personId })
  server.events.unitsActive(['a'])
  server.events.unitsActive(['b'])
  await until('the one that is left is heard of', () => told.units.length === 3)
  expect(told.units).toEqual(['a', 'b', 'b'])
  expect(other.told.units).toEqual([])
})

describe('when a right ends', () => {
  test('the sockets of an ended session leave within a second, and those of other sessions stay', async () => {
    const gathering = aGathering()
    const ended = await inside(server, gathering)
    const stays = await inside(server, gathering)
    const { sessionId } = server.signedIn.get(ended.name)!
    server.signedIn.delete(ended.name)
    await server.events.recheck({ sessionId })
    await until('it is disconnected', () => !ended.client.connected, 1_000)
    await until('nobody sees them any more', () => names(stays.told.people).join() === stays.name, 1_000)
    expect(stays.client.connected).toBe(true)
  })

  test('who may not see the gathering any more is out of it, and stays connected for the rest', async () => {
    const [lost, kept] = [aGathering(), aGathering()]
    const { client, told, name } = await inside(server, lost)
    const { personId } = server.signedIn.get(name)!
    server.visible.set(personId, new Set([kept]))
    expect((await enter(client, kept)).ok).toBe(true)
    await server.events.recheck({ personId })
    server.events.tableChanged(lost, 'lost')
    server.events.tableChanged(kept, 'kept')
    await until('the other gathering is heard', () => told.tables.length > 0)
    expect(told.tables).toEqual(['kept'])
  })

  test('while the socket is being connected, it does not stay', async () => {
    const actor = server.person('Rask')
    const client = server.client('Rask')
    let answers = 0
    server.signedIn.get = function (name: string) {
      // Signed in at the handshake, signed out a moment later, before anybody could find the socket.
      if (name === 'Rask') return ++answers === 1 ? actor : undefined
      return Map.prototype.get.call(this, name) as typeof actor | undefined
    }
    await until('it is disconnected', () => answers > 1 && !client.connected)
    Reflect.deleteProperty(server.signedIn, 'get')
  })
})
