/**
 * The attacks the product has to stand (A1, A2 … as in SECURITY.md), each with the tests that show that it does: file and
 * the beginning of the test's name. attacks.test.ts checks that each is there.
 */
export const ATTACKS: Readonly<Record<string, readonly (readonly [file: string, test: string])[]>> = {
  'A1 a form sent from another site': [
    ['server/auth/origin.test.ts', 'a request that may change something comes from our own pages'],
    ['server/http/app.test.ts', '%s changes nothing at any door'],
    ['server/http/app.test.ts', 'the way round the page’s own address is closed'],
    ['tests/routes/invitations.test.ts', 'a form from another site answers nothing'],
  ],
  'A2 a socket opened by another site': [
    ['server/auth/origin.test.ts', 'is not opened from an Origin that is %s'],
    ['server/collaboration/upgrade.test.ts', '403 from a foreign origin, before anybody is asked who it is'],
    ['server/events/events.test.ts', 'from a foreign page nobody is, on any way in'],
    ['server/events/events.test.ts', 'a foreign page can neither open a polling socket'],
    ['server/live/tunnel.test.ts', 'from a foreign page nothing is opened, with or without its name'],
  ],
  'A3 a socket without a session, or after its end': [
    ['server/collaboration/upgrade.test.ts', '401 without a session'],
    ['server/events/events.test.ts', 'whoever is signed out is not, over %s'],
    ['server/auth/half-session.test.ts', 'a half session opens no event socket'],
    ['server/boot.test.ts', 'ends the sockets of a session within a second of its end'],
    ['server/revocation.test.ts', 'a session that runs out is noticed within a second'],
    ['server/live/tunnel.test.ts', '401 without a session'],
    ['server/live/tunnel.test.ts', 'its id is worth nothing without the session'],
    [
      'server/events/events.test.ts',
      'the id of somebody’s polling socket is worth nothing in another session',
    ],
  ],
  'A4 somebody else’s document by its address': [
    ['server/collaboration/upgrade.test.ts', '404 alike for no right, an unknown document and an odd name'],
    ['tests/e2e/others.spec.ts', 'whoever may not see a document meets the same page'],
    ['tests/access/matrix/matrix.test.ts', 'everybody gets in where the rules say so and nowhere else'],
    ['server/live/tunnel.test.ts', '404 alike for no right, an unknown document and an odd name'],
  ],
  'A5 a reader who writes': [
    [
      'server/collaboration/collaboration.test.ts',
      "R21: a reader's update closes the socket and changes nothing",
    ],
    ['server/collaboration/collaboration.test.ts', "R21: a reader's sync step 2 with content is refused"],
    ['server/collaboration/hostile.test.ts', 'an unknown type'],
    [
      'server/collaboration/awareness.test.ts',
      'R36: nobody speaks for an id of another, not even to remove it',
    ],
  ],
  'A6 a right that ends in mid-sentence': [
    ['server/collaboration/collaboration.test.ts', 'R40: a right withdrawn while typing closes the socket'],
    ['server/collaboration/upgrade.test.ts', 'R43: a right withdrawn between the check and the seat'],
    ['server/revocation.test.ts', 'a role that runs out by the clock is noticed within a second'],
    ['tests/e2e/seat-taken.spec.ts', 'a seat taken away while she types'],
    ['server/live/tunnel.test.ts', 'a right withdrawn closes it within a second'],
  ],
  'A7 updates that were mutated or cut off': [
    ['server/collaboration/gate.test.ts', '10,000 mutated, cut, shuffled and random updates'],
    ['tests/faults/long/mutated-frames.test.ts', 'a million mutated, cut, shuffled and random updates'],
    ['server/collaboration/update-reader.test.ts', 'cut off anywhere, an update is refused'],
    ['server/collaboration/hostile.test.ts', '10,000 random messages in the shapes of real ones'],
    ['server/collaboration/collaboration.test.ts', 'R3: another wire version is outdated'],
  ],
  'A8 frames below the protocol': [
    ['tests/attacks/frames.test.ts', '%s ends that socket and nothing else'],
    ['tests/attacks/frames.test.ts', 'as a message of the tunnel is refused, and nothing else happens'],
    ['tests/attacks/frames.test.ts', '1,000 random requests of tunnels, whole and cut off'],
    ['tests/attacks/frames.test.ts', '3,000 random frames over open sockets, whole and cut off'],
    [
      'server/collaboration/hostile.test.ts',
      'R44: raw bytes below the protocol: one bad frame ends one socket',
    ],
  ],
  'A9 little that says it is much': [
    ['tests/attacks/frames.test.ts', 'a declared length of four gigabytes'],
    ['tests/attacks/frames.test.ts', 'a client that offers compression gets none, and a compressed bomb'],
    ['tests/attacks/frames.test.ts', 'a message in endless pieces is not kept beyond its limit'],
    ['tests/attacks/frames.test.ts', 'a request that says it is compressed is read as it stands'],
    ['server/collaboration/gate.test.ts', 'takes no more text, and says so'],
    ['server/collaboration/hostile.test.ts', 'a giant state vector'],
    ['server/collaboration/update-reader.test.ts', 'a giant count of structs'],
  ],
  'A10 structs that wait for what never comes': [
    ['tests/attacks/frames.test.ts', 'a flood of them is kept nowhere, and its sender is closed'],
    ['server/collaboration/hostile.test.ts', 'a second gap closes'],
    [
      'server/collaboration/room.test.ts',
      'R26: nothing behind a gap is acknowledged before the gap is filled',
    ],
  ],
  'A11 a cursor in another’s name': [
    ['server/collaboration/awareness.test.ts', 'R35: the user is the server’s, whatever the client says'],
    [
      'server/collaboration/awareness.test.ts',
      'R36: nobody speaks for an id of another, not even to remove it',
    ],
    ['server/collaboration/awareness.test.ts', 'R36: a connection introduces three ids at most'],
  ],
  'A12 in another’s name, or once more': [
    ['tests/attacks/frames.test.ts', 'the log names the person and the socket that sent it'],
    ['tests/attacks/frames.test.ts', 'an update that is sent again, by its writer or by somebody else'],
    ['tests/attacks/frames.test.ts', 'what was written over known text under a known id does not replace it'],
  ],
  'A13 a script that is stored': [
    ['server/domain/documents/render.test.ts', 'text is escaped'],
    ['server/domain/documents/render.test.ts', 'the address %j is no link'],
    [
      'server/domain/documents/render.test.ts',
      'attributes that the schema does not have never reach the page',
    ],
    ['server/domain/documents/blocks.test.ts', 'is a name in the line, whatever a client calls the person'],
    ['server/domain/documents/blocks.test.ts', 'with an address of somebody’s own never shows it'],
    ['server/collaboration/hostile.test.ts', 'javascript: in a changed attribute'],
    ['server/export/documents/documents.test.ts', 'says nothing but text of what looks like markup'],
    ['server/jobs/invitation-mails.test.ts', '<img src=x onerror=alert(1)>'],
    ['tests/routes/images.test.ts', '<script>alert(1)</script>'],
  ],
  'A14 asking who has an account': [
    ['tests/routes/sign-in.test.ts', 'an address that is known and one that is not get the same answer'],
    ['server/auth/sign-in.test.ts', 'gets the same answer, the same row and the same work'],
    ['tests/routes/people.test.ts', 'an invitation to a known and to an unknown address is answered alike'],
    [
      'server/domain/people/inviting.test.ts',
      'an address that somebody has elsewhere is asked like any other',
    ],
  ],
  'A15 guessing, and locking others out by it': [
    ['server/auth/sign-in.test.ts', 'after five wrong guesses at the same moment'],
    ['server/auth/sign-in.test.ts', 'stops the mails to that account, without saying so, and nobody else’s'],
    ['server/auth/sign-in.test.ts', 'a hall of two hundred behind one address comes in at the same moment'],
    ['server/auth/second-factor.test.ts', 'can be guessed ten times in a quarter of an hour'],
  ],
  'A16 a planted session, a stolen copy of the database': [
    [
      'tests/routes/sign-in.test.ts',
      'a session that was planted before signing in is worth nothing after it',
    ],
    ['server/auth/sign-in.test.ts', 'a stolen copy of the database opens no door'],
    [
      'server/auth/second-factor.test.ts',
      'a stolen copy of the database holds no secret of an app and no recovery code',
    ],
  ],
  'A17 a token used twice, another host’s name': [
    ['server/auth/sign-in.test.ts', 'two right guesses at the same moment give one session'],
    [
      'server/auth/passkeys.test.ts',
      'does not a second time by the same answer, also not at the same moment',
    ],
    ['server/http/one-host.test.ts', 'the pages see the name of ORIGIN, whatever Host a caller'],
    ['tests/routes/invitations.test.ts', 'links are made of the product’s own address, whatever Host'],
  ],
  'A18 two ids in one request, fields and operators that nobody asked for': [
    ['tests/access/matrix/matrix.test.ts', 'everybody gets in where the rules say so and nowhere else'],
    ['tests/attacks/requests.test.ts', 'fields that no form has change nothing'],
    ['tests/attacks/requests.test.ts', 'an id that is missing, empty or an operator means nobody'],
  ],
  'A19 rights revoked between reading and writing': [
    [
      'tests/attacks/requests.test.ts',
      'a form that was opened with a right is worth nothing when it has ended',
    ],
    ['server/collaboration/upgrade.test.ts', 'R43: a right withdrawn between the check and the seat'],
  ],
  'A22 a way off the site, or into the network behind it': [
    ['tests/attacks/requests.test.ts', 'nobody is led off the site after signing in'],
    ['tests/routes/sign-in.test.ts', 'changed in the database to %j, does not lead off the site'],
    ['tests/attacks/attacks.test.ts', 'nothing that a person writes is an address the server asks'],
  ],
  'A23 files that are more than they seem': [
    ['server/files/lists/refused.test.ts', 'in a sentence of each language'],
  ],
  'A24 names that are part of the language': [
    ['tests/attacks/requests.test.ts', 'names that are part of the language are names'],
  ],
  'A25 requests shaped to be slow': [['tests/attacks/requests.test.ts', 'costs the server no more than']],
  'A26 a log that was tampered with': [
    ['server/outbox/audit.test.ts', 'cannot be rewritten by the server’s own role'],
    ['server/outbox/audit.test.ts', 'an entry is deleted: the one after it is named'],
    ['server/outbox/audit.test.ts', 'the end is cut off and what was written down of it with it'],
  ],
  'A27 private pages in a cache': [
    ['tests/routes/pages.test.ts', 'nothing that a page answers is kept by a browser'],
    ['tests/routes/pages.test.ts', 'the page for when there is no network holds nothing of whoever asks'],
    ['tests/e2e/bad-wifi.spec.ts', 'after signing out nothing personal is left on the device'],
  ],
  'A28 somebody who has left': [
    ['server/domain/people/leaving.test.ts', 'ends everything at once: roles, sessions, the account'],
    ['server/domain/people/leaving.test.ts', 'takes back open invitations to it'],
    ['server/auth/actor.test.ts', 'a disabled person is nobody, on every open session'],
    [
      'server/domain/people/leaving.test.ts',
      'under a pseudonym where the municipality or the county has decided',
    ],
  ],
}
