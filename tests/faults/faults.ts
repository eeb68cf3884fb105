/**
 * The faults the live documents have to stand, each with the tests that show that they do: file and a part of the test's
 * name. faults.test.ts checks that each is there. The simulator (tests/faults/simulator) runs rooms, pages and network as
 * they are on a virtual clock, with a model of the log in the place of PostgreSQL: where it stands alone, no real disk,
 * kernel or network was broken.
 */
type Proofs = readonly (readonly [file: string, test: string])[]

const SIMULATED = ['tests/faults/simulator/simulator.test.ts', 'keep every promise'] as const

export const FAULTS: Readonly<Record<string, Proofs>> = {
  'F1 the server is killed while people type': [
    ['tests/faults/process.test.ts', 'every word that was shown as saved is there afterwards, once'],
    ['tests/e2e/killed.spec.ts', 'the server is killed while two teachers type'],
    SIMULATED,
  ],
  'F2 killed between commit and acknowledgement, or relay and commit': [
    ['tests/faults/database-away.test.ts', 'between COMMIT and the answer to it'],
    ['tests/faults/database-away.test.ts', 'between relay and COMMIT'],
    SIMULATED,
  ],
  'F3 a tab is killed around “saved”': [
    ['tests/e2e/tab-killed.spec.ts', 'a tab is killed the moment it shows “saved”'],
    ['tests/e2e/tab-killed.spec.ts', 'a tab is killed before “saved”, and the server too'],
    SIMULATED,
  ],
  'F4 PostgreSQL is killed': [
    ['tests/faults/machine.test.ts', 'PostgreSQL is killed with −9 under a living server'],
    ['tests/faults/long/process.test.ts', 'a PostgreSQL that was killed too is started anew'],
    SIMULATED,
  ],
  'F5 the connection is lost during COMMIT': [
    ['tests/faults/database-away.test.ts', 'during COMMIT, when its %s are under way'],
    SIMULATED,
  ],
  'F6 the disk is full': [
    ['tests/faults/long/disk-full.test.ts', 'where the log lies: people write on'],
    ['tests/faults/long/disk-full.test.ts', 'under everything PostgreSQL has'],
    SIMULATED,
  ],
  // No disk here refuses an fsync. PostgreSQL ends over one (it does not try again), and from there on it is F4.
  'F7 fsync fails': [
    ['tests/faults/long/machine.test.ts', 'does not try again what an fsync has refused'],
    SIMULATED,
  ],
  'F8 a slow disk': [
    ['tests/faults/database-away.test.ts', 'every answer of the database takes 300 ms'],
    ['server/collaboration/collaboration.test.ts', 'R10, R12: a frozen store'],
    SIMULATED,
  ],
  'F9 the database is frozen': [
    ['tests/faults/machine.test.ts', 'PostgreSQL is frozen for three seconds'],
    ['tests/faults/long/machine.test.ts', 'PostgreSQL is frozen for half a minute'],
    ['server/collaboration/collaboration.test.ts', 'R10, R12: a frozen store'],
    SIMULATED,
  ],
  'F10 Redis restarted or absent': [
    ['tests/faults/nodes/nodes.test.ts', 'with Redis killed both write on'],
    ['tests/faults/long/nodes.test.ts', 'a node starts while there is no Redis, serves, and needs none'],
    ['server/nodes/bus.test.ts', 'a Redis that is killed, or frozen, and comes back is noticed'],
    ['server/events/hostile.test.ts', 'go on alone while Redis is away, and can be stopped'],
  ],
  'F11 the connection that listens for notifications is lost': [
    ['server/recheck-everywhere.test.ts', 'a node whose line to PostgreSQL was lost asks about everybody'],
    ['server/outbox/outbox.test.ts', 'may be lost: what happens meanwhile is handled as soon as it is back'],
    ['tests/faults/long/nodes.test.ts', 'when PostgreSQL ends every connection at once'],
  ],
  'F12 a slow reader': [
    [
      'server/collaboration/pressure.test.ts',
      'a reader that takes nothing is closed, the others do not notice',
    ],
    SIMULATED,
  ],
  'F13 a half-open line': [
    ['server/collaboration/pressure.test.ts', 'R44: who answers no ping is dropped'],
    SIMULATED,
  ],
  'F14 the network is cut': [
    [
      'tests/e2e/bad-wifi.spec.ts',
      'with the network cut one writes on, reloads, writes on, and all of it merges',
    ],
    SIMULATED,
  ],
  'F15 the clock jumps': [
    ['tests/faults/machine.test.ts', 'the server’s clock jumps two hours ahead and four back'],
    SIMULATED,
  ],
  'F16 five hundred come back at once': [
    ['tests/faults/storm.test.ts', 'five hundred who come back at once'],
  ],
  'F17 ten thousand idle sockets': [
    ['tests/faults/idle.test.ts', 'a thousand idle sockets are kept alive'],
    ['tests/faults/long/idle.test.ts', 'ten thousand idle sockets are kept for a while'],
  ],
  'F18 two versions at once': [
    ['tests/faults/long/nodes.test.ts', 'a newer version is rolled out node by node while people write'],
    ['server/collaboration/two-nodes.test.ts', 'what the older version does not know is not shown by it'],
  ],
  'F19 a migration under load': [
    ['tests/faults/machine.test.ts', 'that adds a column, an index and a table and locks the log meanwhile'],
  ],
  'F20 stopped with two hundred documents open': [
    ['tests/faults/storm.test.ts', 'asked to stop with two hundred documents open'],
    ['tests/faults/process.test.ts', 'asked to stop, the server saves what is on its way'],
  ],
  'F21 two nodes with one document, cut apart': [
    ['tests/faults/nodes/nodes.test.ts', 'with Redis killed both write on'],
    ['tests/faults/long/nodes.test.ts', 'a node that is cut from the database says nothing is saved'],
    ['server/collaboration/two-nodes.test.ts', 'with nothing between the nodes it is looked at'],
  ],
  'F22 a document cannot be loaded': [
    [
      'server/collaboration/upgrade.test.ts',
      'R53: a corrupt row makes a document unavailable, not the server',
    ],
    ['server/collaboration/upgrade.test.ts', 'R53: a document that cannot be loaded is unavailable'],
  ],
  'F23 a backup is restored while people hold later text': [
    ['app/live/document-refusals.test.ts', 'text of an earlier epoch is never merged, but offered as a copy'],
    ['server/backup/backup.test.ts', 'documents have a new epoch and the same text'],
    SIMULATED,
  ],
  'F24 a document is made anew while somebody is away': [
    ['server/collaboration/collaboration.test.ts', 'R3: a client of another epoch is refused'],
    SIMULATED,
  ],
  'F25 away for long, then merged; the right withdrawn meanwhile': [
    [
      'tests/e2e/bad-wifi.spec.ts',
      'with the network cut one writes on, reloads, writes on, and all of it merges',
    ],
    SIMULATED,
  ],
  'F26 an hour without a break': [['tests/faults/soak.ts', 'as it was before']],
  'F27 the event loop is blocked': [
    ['tests/faults/machine.test.ts', 'something keeps the event loop busy for three seconds'],
    ['tests/faults/long/machine.test.ts', 'the event loop stands still for twenty seconds'],
    ['server/collaboration/patience.test.ts', 'R45: a process that was kept from its work'],
  ],
  'F28 updates out of order, twice, or withheld': [
    ['server/collaboration/hostile.test.ts', 'a gap is answered with a question; the answer to it saves all'],
    [
      'server/collaboration/collaboration.test.ts',
      'R13: what is sent again after a reconnect is acknowledged',
    ],
    SIMULATED,
  ],
  'F29 a backup that is restored': [
    ['server/backup/backup.test.ts', 'every table has the same rows, and documents have a new epoch'],
  ],
  'F30 a cap on the heap': [
    ['tests/faults/long/machine.test.ts', 'with a small cap on its heap the server is filled until it dies'],
  ],
}

/** No test shows these yet. */
export const NOT_SHOWN: Readonly<Record<string, string>> = {}
