/**
 * Everything that can be called from outside or runs by itself, with what it does to which kind of thing, and for whom. The
 * build fails on one that is not declared here, and on a declaration of something that is gone (callables.test.ts). The same
 * loader or action answers the page, its `.data` and its resource route: they are one door.
 */

/** Who may, in the words of the oracle. */
export type Who =
  /** Also without being signed in. */
  | 'anyone'
  /** On the way in: has shown one factor, or holds the question's cookie. */
  | 'signingIn'
  /** Holds the personal link, or the code on the wall. */
  | 'linkHolder'
  | 'signedIn'
  | 'account'
  /** Only about themselves. */
  | 'self'
  /** Whoever sees the thing. */
  | 'sees'
  /** Whoever gives roles at the unit, or looks after its people. */
  | 'managesPeople'
  /** Whoever administers the unit. */
  | 'administers'
  /** Advisers, for their own authority. */
  | 'founds'
  /** Whoever enrols units in the cohort. */
  | 'enrols'
  /** The municipality that reports, and whoever runs the cohort. */
  | 'reportsOrDecides'
  /** Whoever makes resource persons. */
  | 'assigns'
  /** Whoever holds gatherings as one of their units. */
  | 'hosts'
  /** Whoever arranges the gathering. */
  | 'arranges'
  /** Has a seat at the table, or follows a unit that has. */
  | 'readsTable'
  /** Has a seat at the gathering that holds now. */
  | 'sits'
  | 'sitsOrArranges'
  /** Has a role at the host of the gathering itself. */
  | 'leads'
  /** Sits there, leads it, or stands above it; each sees another part. */
  | 'sitsLeadsOrAbove'
  /** Has a seat at the table. */
  | 'writesTable'
  /** Brings lists for a county or municipality of their own. */
  | 'imports'
  /** Answers for the invited unit. */
  | 'invited'
  | 'follows'
  | 'readsAudit'
  | 'seesSupport'
  /** At the console of the machine. */
  | 'operator'
  /** The product itself. */
  | 'system'

export type Kind =
  | 'page'
  | 'session'
  | 'person'
  | 'grant'
  | 'unit'
  | 'membershipInvitation'
  | 'programme'
  | 'cohort'
  | 'enrolment'
  | 'report'
  | 'mailing'
  | 'invitation'
  | 'gathering'
  | 'round'
  | 'harvest'
  | 'table'
  | 'document'
  | 'image'
  | 'list'
  | 'supportAccess'
  | 'auditEntry'
  | 'database'
  | 'register'
  | 'mail'

export type Action = 'read' | 'list' | 'create' | 'change' | 'end' | 'answer' | 'follow' | 'export'

export interface Callable {
  /** `GET /puljer/:cohortId`, `socket gathering:enter`, `frame update`, `job tidy_up`, `cli doctor`, `http /healthz`. */
  name: string
  action: Action
  on: Kind
  who: Who
}

const pages: readonly (readonly [name: string, action: Action, on: Kind, who: Who])[] = [
  ['GET root', 'read', 'page', 'anyone'],
  ['GET /', 'read', 'page', 'anyone'],
  ['GET /logg-inn', 'read', 'page', 'anyone'],
  ['POST /logg-inn', 'create', 'session', 'anyone'],
  ['GET /logg-inn/kode', 'read', 'page', 'anyone'],
  ['POST /logg-inn/kode', 'create', 'session', 'signingIn'],
  ['GET /logg-inn/bekreft', 'read', 'page', 'signingIn'],
  ['POST /logg-inn/bekreft', 'change', 'session', 'signingIn'],
  ['GET /logg-inn/app', 'read', 'page', 'signingIn'],
  ['POST /logg-inn/app', 'change', 'person', 'signingIn'],
  ['GET /logg-inn/reservekoder', 'read', 'person', 'self'],
  ['POST /logg-inn/reservekoder', 'change', 'person', 'self'],
  ['GET /logg-inn/ny-passnokkel', 'read', 'page', 'signingIn'],
  ['POST /logg-inn/ny-passnokkel', 'change', 'person', 'signingIn'],
  ['GET /logg-inn/passnokkel', 'read', 'page', 'anyone'],
  ['POST /logg-inn/passnokkel', 'create', 'session', 'signingIn'],
  ['GET /logg-inn/passnokkel/sporsmal', 'read', 'page', 'anyone'],
  ['POST /logg-inn/passnokkel/sporsmal', 'create', 'session', 'anyone'],
  ['GET /logg-inn/hos/:provider', 'create', 'session', 'anyone'],
  ['GET /logg-inn/hos/:provider/videre', 'read', 'page', 'signedIn'],
  ['GET /logg-inn/hos/:provider/svar', 'create', 'session', 'signingIn'],
  ['GET /logg-ut', 'read', 'page', 'anyone'],
  ['POST /logg-ut', 'end', 'session', 'self'],
  ['GET /logg-ut/hos/:provider', 'read', 'page', 'anyone'],
  ['GET /sprak', 'read', 'page', 'anyone'],
  ['POST /sprak', 'change', 'person', 'self'],
  ['GET /profil', 'read', 'person', 'self'],
  ['POST /profil', 'change', 'person', 'self'],
  ['GET /profil/sikkerhet', 'read', 'person', 'self'],
  ['POST /profil/sikkerhet', 'change', 'person', 'self'],
  ['GET /profil/mine-data', 'read', 'person', 'self'],
  ['GET /profil/mine-data.json', 'export', 'person', 'self'],
  ['GET /hatt', 'read', 'page', 'signedIn'],
  ['POST /hatt', 'change', 'session', 'self'],
  ['GET /folk', 'list', 'person', 'managesPeople'],
  ['GET /enheter', 'list', 'unit', 'account'],
  ['GET /enheter/:unitId', 'read', 'unit', 'sees'],
  ['GET /enheter/:unitId/folk', 'list', 'person', 'sees'],
  ['POST /enheter/:unitId/folk', 'change', 'grant', 'managesPeople'],
  ['GET /enheter/:unitId/folk/inviter', 'read', 'membershipInvitation', 'managesPeople'],
  ['POST /enheter/:unitId/folk/inviter', 'create', 'membershipInvitation', 'managesPeople'],
  ['GET /enheter/:unitId/folk/inviter/flere', 'read', 'membershipInvitation', 'managesPeople'],
  ['POST /enheter/:unitId/folk/inviter/flere', 'create', 'membershipInvitation', 'managesPeople'],
  ['GET /enheter/:unitId/folk/:personId', 'read', 'grant', 'sees'],
  ['POST /enheter/:unitId/folk/:personId', 'change', 'grant', 'managesPeople'],
  ['GET /enheter/:unitId/folk/:personId/slutter', 'read', 'grant', 'managesPeople'],
  ['POST /enheter/:unitId/folk/:personId/slutter', 'end', 'grant', 'managesPeople'],
  ['GET /enheter/:unitId/bidrag', 'read', 'unit', 'administers'],
  ['POST /enheter/:unitId/bidrag', 'change', 'unit', 'administers'],
  ['GET /enheter/:unitId/pp-tjeneste', 'read', 'unit', 'administers'],
  ['POST /enheter/:unitId/pp-tjeneste', 'change', 'unit', 'administers'],
  ['GET /bli-medlem/svar', 'read', 'page', 'anyone'],
  ['GET /bli-medlem/:token', 'read', 'membershipInvitation', 'linkHolder'],
  ['POST /bli-medlem/:token', 'answer', 'membershipInvitation', 'linkHolder'],
  ['GET /bli-med', 'read', 'page', 'anyone'],
  ['POST /bli-med', 'create', 'table', 'linkHolder'],
  ['GET /bli-med/:code', 'read', 'gathering', 'linkHolder'],
  ['POST /bli-med/:code', 'create', 'table', 'linkHolder'],
  ['GET /puljer', 'list', 'cohort', 'signedIn'],
  ['GET /puljer/ny', 'read', 'programme', 'founds'],
  ['POST /puljer/ny', 'create', 'cohort', 'founds'],
  ['GET /puljer/:cohortId', 'read', 'cohort', 'sees'],
  ['GET /puljer/:cohortId/kommuner', 'list', 'enrolment', 'enrols'],
  ['POST /puljer/:cohortId/kommuner', 'change', 'enrolment', 'enrols'],
  ['GET /puljer/:cohortId/arshjul/:stepId', 'read', 'report', 'reportsOrDecides'],
  ['POST /puljer/:cohortId/arshjul/:stepId', 'change', 'report', 'reportsOrDecides'],
  ['GET /puljer/:cohortId/ressurspersoner', 'list', 'grant', 'assigns'],
  ['POST /puljer/:cohortId/ressurspersoner', 'change', 'grant', 'assigns'],
  ['GET /puljer/:cohortId/inviter', 'read', 'mailing', 'enrols'],
  ['POST /puljer/:cohortId/inviter', 'create', 'mailing', 'enrols'],
  ['GET /puljer/:cohortId/utsendinger/:mailingId', 'read', 'mailing', 'sees'],
  ['POST /puljer/:cohortId/utsendinger/:mailingId', 'change', 'mailing', 'enrols'],
  ['GET /puljer/:cohortId/invitasjoner', 'list', 'invitation', 'sees'],
  ['GET /puljer/:cohortId/invitasjoner.csv', 'export', 'invitation', 'sees'],
  ['GET /puljer/:cohortId/invitasjoner.xlsx', 'export', 'invitation', 'sees'],
  ['GET /invitasjon/:token', 'read', 'invitation', 'linkHolder'],
  ['POST /invitasjon/:token', 'answer', 'invitation', 'linkHolder'],
  ['GET /invitasjoner/:invitationId', 'read', 'invitation', 'invited'],
  ['POST /invitasjoner/:invitationId', 'answer', 'invitation', 'invited'],
  ['GET /puljer/:cohortId/samlinger/ny', 'read', 'cohort', 'hosts'],
  ['POST /puljer/:cohortId/samlinger/ny', 'create', 'gathering', 'hosts'],
  ['GET /samlinger/:gatheringId', 'read', 'gathering', 'sees'],
  ['POST /samlinger/:gatheringId', 'change', 'table', 'arranges'],
  ['GET /samlinger/:gatheringId/rediger', 'read', 'gathering', 'arranges'],
  ['POST /samlinger/:gatheringId/rediger', 'change', 'gathering', 'arranges'],
  ['GET /samlinger/:gatheringId/runder/ny', 'read', 'gathering', 'arranges'],
  ['POST /samlinger/:gatheringId/runder/ny', 'create', 'round', 'arranges'],
  ['GET /samlinger/:gatheringId/runder/:roundId', 'read', 'round', 'sitsOrArranges'],
  ['POST /samlinger/:gatheringId/runder/:roundId', 'change', 'round', 'sits'],
  ['POST /samlinger/:gatheringId/runder/:roundId/punkt', 'change', 'round', 'sits'],
  ['GET /samlinger/:gatheringId/runder/:roundId/vegg', 'read', 'round', 'arranges'],
  ['POST /samlinger/:gatheringId/runder/:roundId/vegg', 'change', 'round', 'arranges'],
  ['GET /samlinger/:gatheringId/runder/:roundId/endre', 'read', 'round', 'arranges'],
  ['POST /samlinger/:gatheringId/runder/:roundId/endre', 'change', 'round', 'arranges'],
  ['GET /samlinger/:gatheringId/host', 'read', 'harvest', 'sitsLeadsOrAbove'],
  ['GET /samlinger/:gatheringId/host/utskrift', 'read', 'harvest', 'sitsLeadsOrAbove'],
  ['GET /samlinger/:gatheringId/host.csv', 'export', 'harvest', 'sitsLeadsOrAbove'],
  ['GET /samlinger/:gatheringId/host.docx', 'export', 'harvest', 'sitsLeadsOrAbove'],
  ['POST /samlinger/:gatheringId/host', 'change', 'harvest', 'leads'],
  ['GET /dokumenter/:documentId', 'read', 'document', 'readsTable'],
  ['GET /dokumenter/:documentId/status', 'read', 'document', 'readsTable'],
  ['GET /dokumenter/:documentId/forfattere', 'list', 'document', 'readsTable'],
  ['GET /dokumenter/:documentId/kommentarer', 'list', 'document', 'readsTable'],
  ['POST /dokumenter/:documentId/kommentarer', 'change', 'document', 'writesTable'],
  ['GET /dokumenter/:documentId/kommentarer/liste', 'list', 'document', 'readsTable'],
  ['POST /dokumenter/:documentId/kommentarer/liste', 'change', 'document', 'writesTable'],
  ['GET /dokumenter/:documentId/versjoner', 'list', 'document', 'writesTable'],
  ['GET /dokumenter/:documentId/versjoner/:seq', 'read', 'document', 'writesTable'],
  ['POST /dokumenter/:documentId/versjoner/:seq', 'change', 'document', 'writesTable'],
  ['GET /dokumenter/:documentId/tekst.docx', 'export', 'document', 'readsTable'],
  ['GET /dokumenter/:documentId/tekst.html', 'export', 'document', 'readsTable'],
  ['GET /dokumenter/:documentId/tekst.md', 'export', 'document', 'readsTable'],
  ['GET /dokumenter/:documentId/tekst.pdf', 'export', 'document', 'readsTable'],
  ['POST /dokumenter/:documentId/bilder', 'create', 'image', 'writesTable'],
  ['GET /bilder/:imageId', 'read', 'image', 'readsTable'],
  ['GET /bilder/:imageId/liten', 'read', 'image', 'readsTable'],
  ['GET /import', 'list', 'list', 'imports'],
  ['POST /import', 'create', 'list', 'imports'],
  ['GET /import/mal.csv', 'read', 'page', 'imports'],
  ['GET /import/mal.xlsx', 'read', 'page', 'imports'],
  ['GET /import/eksport.xlsx', 'export', 'list', 'imports'],
  ['GET /import/deltakere.xlsx', 'export', 'list', 'imports'],
  ['GET /import/:batchId/feil.xlsx', 'export', 'list', 'imports'],
  ['GET /import/:batchId', 'read', 'list', 'imports'],
  ['POST /import/:batchId', 'change', 'list', 'imports'],
  ['GET /brukerstotte', 'list', 'supportAccess', 'seesSupport'],
  ['POST /brukerstotte', 'change', 'supportAccess', 'seesSupport'],
  ['GET /revisjon', 'list', 'auditEntry', 'readsAudit'],
  ['GET /revisjon/fil', 'export', 'auditEntry', 'readsAudit'],
  ['GET /skoler', 'list', 'unit', 'follows'],
  ['GET /frakoblet', 'read', 'page', 'anyone'],
  ['GET /demo/e-post', 'list', 'mail', 'anyone'],
  ['GET /tilgjengelighet', 'read', 'page', 'anyone'],
  ['GET /*', 'read', 'page', 'anyone'],
]

const live: typeof pages = [
  ['socket gathering:enter', 'follow', 'gathering', 'sees'],
  ['socket gathering:leave', 'end', 'gathering', 'self'],
  ['socket document:enter', 'follow', 'document', 'readsTable'],
  ['socket document:leave', 'end', 'document', 'self'],
  ['socket desk:enter', 'follow', 'unit', 'follows'],
  ['tunnel frames', 'change', 'document', 'writesTable'],
  ['frame hello', 'read', 'document', 'readsTable'],
  ['frame step1', 'read', 'document', 'readsTable'],
  ['frame step2', 'change', 'document', 'writesTable'],
  ['frame update', 'change', 'document', 'writesTable'],
  ['frame awareness', 'follow', 'document', 'readsTable'],
  ['frame queryAwareness', 'read', 'document', 'readsTable'],
  ['frame ping', 'read', 'page', 'readsTable'],
]

const machine: typeof pages = [
  ['http /healthz', 'read', 'page', 'anyone'],
  ['http /readyz', 'read', 'page', 'anyone'],
  ['job announce_support', 'create', 'mail', 'system'],
  ['job end_seats_without_role', 'end', 'table', 'system'],
  ['job expire_invitations', 'end', 'invitation', 'system'],
  ['job expire_membership_invitations', 'end', 'membershipInvitation', 'system'],
  ['job forget_unused_images', 'end', 'image', 'system'],
  ['job forget_old_lists', 'end', 'list', 'system'],
  ['job read_list', 'read', 'list', 'system'],
  ['job write_list', 'change', 'list', 'system'],
  ['job resume_lists', 'change', 'list', 'system'],
  ['job tell_of_roles_daily', 'create', 'mail', 'system'],
  ['job tell_of_roles_weekly', 'create', 'mail', 'system'],
  ['job refresh_tree', 'change', 'unit', 'system'],
  ['job remind_invitations', 'create', 'mail', 'system'],
  ['job resume_mailings', 'create', 'mail', 'system'],
  ['job send_mailing', 'create', 'mail', 'system'],
  ['job send_membership_invitation', 'create', 'mail', 'system'],
  ['job send_sign_in_code', 'create', 'mail', 'system'],
  ['job tell_factor_change', 'create', 'mail', 'system'],
  ['job tell_of_role', 'create', 'mail', 'system'],
  ['job trim_documents', 'end', 'document', 'system'],
  ['job tidy_up', 'end', 'session', 'system'],
  ['cli admin:create', 'create', 'grant', 'operator'],
  ['cli user:reset', 'change', 'person', 'operator'],
  ['cli registry:update', 'change', 'register', 'operator'],
  ['cli backup', 'export', 'database', 'operator'],
  ['cli restore', 'create', 'database', 'operator'],
  ['cli doctor', 'read', 'database', 'operator'],
  ['cli audit:verify', 'read', 'auditEntry', 'operator'],
  ['cli programme:load', 'change', 'programme', 'operator'],
  ['cli import:units', 'change', 'list', 'operator'],
  ['cli db:migrate', 'change', 'database', 'operator'],
  ['cli db:migration', 'create', 'database', 'operator'],
  ['cli bench:prepare', 'create', 'document', 'operator'],
]

export const CALLABLES: readonly Callable[] = [...pages, ...live, ...machine].map(
  ([name, action, on, who]) => ({ name, action, on, who }),
)
