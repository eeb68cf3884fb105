import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { childrenOf, halfWritten, listOf, useListDesk, wholeOrNot } from '../../support/list-desk'
import { until } from '../../support/until'

const house = useListDesk()

test('a list that is being written when its own process is killed says so while the server goes on', async () => {
  const address = await halfWritten(house.desk, 'Felt')
  for (const child of childrenOf(house.product.pid)) process.kill(child, 'SIGKILL')
  await wholeOrNot(house.desk, address, 'Felt')
})

test('a list that is being read when the server is killed is read anew', async () => {
  const file = { name: 'liste.csv', bytes: Buffer.from(listOf('Lest', 4_000)) }
  const answer = await house.desk.county.upload('/import', house.desk.form(), file)
  const address = answer.headers.location ?? ''
  await until('it is being read', () => childrenOf(house.product.pid).length > 0, 20_000)
  await house.product.restart()
  expect(await house.desk.untilDone(address)).toContain('Radene')
})

test('import:units writes while the server is stopped, which finds it there when it comes back', async () => {
  await house.product.stop()
  const place = path.join(house.folder, 'stoppet.csv')
  fs.writeFileSync(place, listOf('Stoppet', 5))
  const told = await house.product.cli('import:units', place, '--as', 'fylke@example.org', '--with-remarks')
  expect(told).toMatchObject({ written: { units: { school: 5 } } })
  await house.product.start()
  expect(await house.desk.stored('Stoppet')).toBe(5)
  expect(await house.desk.page('/import')).toContain('stoppet.csv')
})
