import { expect, test } from 'vitest'
import { Acknowledgements } from './acknowledgements'

test('an update is acknowledged with the frame that carried it', () => {
  const book = new Acknowledgements()
  book.connected()
  book.sent(1, 'step2')
  book.local()
  book.sent(2, 'update')
  book.saved(1)
  expect([book.waiting, book.confirmed]).toEqual([true, true])
  book.saved(2)
  expect([book.waiting, book.acknowledged]).toEqual([false, 1])
})

test('acknowledgements are cumulative', () => {
  const book = new Acknowledgements()
  book.connected()
  book.sent(1, 'step2')
  for (let n = 2; n <= 10; n++) {
    book.local()
    book.sent(n, 'update')
  }
  book.saved(9)
  expect(book.acknowledged).toBe(8)
})

test('a frame sent before the step 2 says nothing about what was written before the connection', () => {
  const book = new Acknowledgements()
  book.local()
  book.connected()
  book.local()
  book.sent(1, 'update')
  book.saved(1)
  expect([book.acknowledged, book.confirmed]).toEqual([0, false])
  book.sent(2, 'step2')
  book.saved(2)
  expect([book.acknowledged, book.confirmed]).toEqual([2, true])
})

test('numbers of an earlier connection do not count on a new one', () => {
  const book = new Acknowledgements()
  book.connected()
  book.sent(1, 'step2')
  book.local()
  book.sent(2, 'update')
  book.connected()
  book.saved(2)
  expect(book.waiting).toBe(true)
})
