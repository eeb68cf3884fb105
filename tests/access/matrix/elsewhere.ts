/** Doors that are no question of role or relation, and where they are tried. */
const SIGN_IN = 'server/auth/sign-in.test.ts, half-session.test.ts, second-factor.test.ts, passkeys.test.ts'
const OWN = 'changes nothing but what belongs to whoever asks; tests/routes/people.test.ts'
const BY_LINK =
  'whoever holds the link: tests/routes/invitations.test.ts, server/domain/people/invitations.test.ts'
const BY_CODE = 'whoever has the code: server/domain/gatherings/guests.test.ts, tests/routes/pages.test.ts'
const VERSION = 'a place in a log that is empty in this world: tests/routes/documents.test.ts'
const PUBLIC = 'the same for everybody: tests/routes/pages.test.ts'

const group = (why: string, ...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map(name => [name, why]))

export const ELSEWHERE: Readonly<Record<string, string>> = {
  ...group(SIGN_IN, 'GET /logg-inn', 'POST /logg-inn', 'GET /logg-inn/kode', 'POST /logg-inn/kode'),
  ...group(
    SIGN_IN,
    'GET /logg-inn/bekreft',
    'POST /logg-inn/bekreft',
    'GET /logg-inn/app',
    'POST /logg-inn/app',
  ),
  ...group(SIGN_IN, 'GET /logg-inn/reservekoder', 'POST /logg-inn/reservekoder'),
  ...group(SIGN_IN, 'GET /logg-inn/ny-passnokkel', 'POST /logg-inn/ny-passnokkel'),
  ...group(SIGN_IN, 'GET /logg-inn/passnokkel', 'POST /logg-inn/passnokkel'),
  ...group(SIGN_IN, 'GET /logg-inn/passnokkel/sporsmal', 'POST /logg-inn/passnokkel/sporsmal'),
  ...group(SIGN_IN, 'GET /logg-inn/hos/:provider', 'GET /logg-inn/hos/:provider/videre'),
  ...group(
    SIGN_IN,
    'GET /logg-inn/hos/:provider/svar',
    'GET /logg-ut',
    'POST /logg-ut',
    'GET /logg-ut/hos/:provider',
  ),
  ...group(OWN, 'POST /profil', 'POST /profil/sikkerhet', 'GET /sprak', 'POST /sprak'),
  ...group(BY_LINK, 'GET /bli-medlem/svar', 'GET /bli-medlem/:token', 'POST /bli-medlem/:token'),
  ...group(BY_LINK, 'GET /invitasjon/:token', 'POST /invitasjon/:token'),
  ...group(BY_CODE, 'GET /bli-med', 'POST /bli-med', 'GET /bli-med/:code', 'POST /bli-med/:code'),
  ...group(
    VERSION,
    'GET /dokumenter/:documentId/versjoner/:seq',
    'POST /dokumenter/:documentId/versjoner/:seq',
  ),
  ...group(PUBLIC, 'GET root', 'GET /frakoblet', 'GET /demo/e-post', 'GET /*', 'GET /tilgjengelighet'),
  ...group('a file, not a form: tests/routes/imports.test.ts', 'POST /import'),
  ...group(
    'an image, by the right to its document: tests/routes/images.test.ts',
    'POST /dokumenter/:documentId/bilder',
    'GET /bilder/:imageId',
    'GET /bilder/:imageId/liten',
  ),
}
