import { expect, test } from 'vitest'
import { nextChange, saveState, type SaveFacts, type SaveState } from './save-state'

const NOW = 1_000_000
/** Connected for a long time, everything acknowledged. */
const calm: SaveFacts = {
  filled: true,
  right: 'write',
  stopped: null,
  onlineSince: NOW - 60_000,
  confirmed: true,
  waitingSince: null,
  kept: true,
}
const ago = (milliseconds: number) => NOW - milliseconds

const table: [string, Partial<SaveFacts>, SaveState, number | null][] = [
  ['everything acknowledged', {}, 'saved', null],
  ['everything acknowledged, then the line was cut', { onlineSince: null }, 'saved', null],
  ['a key was pressed just now', { waitingSince: ago(0) }, 'sending', 2_000],
  ['no acknowledgement for nearly 2 s', { waitingSince: ago(1_999) }, 'sending', 1],
  ['no acknowledgement for 2 s', { waitingSince: ago(2_000) }, 'late', 8_000],
  ['no acknowledgement for nearly 10 s', { waitingSince: ago(9_999) }, 'late', 1],
  ['no acknowledgement for 10 s', { waitingSince: ago(10_000) }, 'unsaved', null],
  ['no acknowledgement for an hour', { waitingSince: ago(3_600_000) }, 'unsaved', null],
  ['kept here makes no difference while connected', { waitingSince: ago(5_000), kept: true }, 'late', 5_000],
  [
    'written offline, the line came back just now',
    { waitingSince: ago(60_000), onlineSince: ago(100) },
    'sending',
    1_900,
  ],
  ['no connection, all of it in the store', { waitingSince: ago(60_000), onlineSince: null }, 'local', null],
  [
    'no connection, not in the store yet',
    { waitingSince: ago(10), onlineSince: null, kept: false },
    'sending',
    1_990,
  ],
  [
    'no connection, the store refuses',
    { waitingSince: ago(3_000), onlineSince: null, kept: false },
    'late',
    7_000,
  ],
  [
    'no connection, the store refuses for long',
    { waitingSince: ago(11_000), onlineSince: null, kept: false },
    'unsaved',
    null,
  ],
  ['opened offline', { confirmed: false, onlineSince: null }, 'local', null],
  ['connected, our first answer not acknowledged', { confirmed: false }, 'opening', null],
  ['not filled yet', { filled: false, confirmed: false }, 'opening', null],
  [
    'not filled and nothing reachable',
    { filled: false, confirmed: false, onlineSince: null },
    'opening',
    null,
  ],
  ['a reader', { right: 'read', confirmed: false }, 'readOnly', null],
  ['a reader to whom nothing has come yet', { right: 'read', filled: false }, 'opening', null],
  ['refused', { stopped: 'tooLarge' }, 'refused', null],
  ['refused while something waits', { stopped: 'content', waitingSince: ago(5_000) }, 'refused', null],
  ['a reader refused', { right: 'read', stopped: 'noAccess' }, 'refused', null],
]

test.each(table)('%s', (_name, facts, state, change) => {
  expect(saveState({ ...calm, ...facts }, NOW)).toBe(state)
  expect(nextChange({ ...calm, ...facts }, NOW)).toBe(change)
})

test('time alone never makes anything saved', () => {
  for (const [, facts] of table) {
    const before = saveState({ ...calm, ...facts }, NOW)
    const after = saveState({ ...calm, ...facts }, NOW + 24 * 3_600_000)
    if (before !== 'saved') expect(after).not.toBe('saved')
  }
})
