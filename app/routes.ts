import { index, route, type RouteConfig } from '@remix-run/route-config'

/** The whole site's map. Addresses are Norwegian; the files are named by what they are. */
export default [
  index('routes/home/home.tsx'),
  route('logg-inn', 'routes/account/sign-in.tsx'),
  route('logg-inn/kode', 'routes/account/sign-in-code.tsx'),
  route('logg-ut', 'routes/account/sign-out.ts'),
  route('sprak', 'routes/account/language.ts'),
  route('profil', 'routes/account/profile.tsx'),
  route('bli-med', 'routes/join/join.tsx'),
  route('bli-med/:code', 'routes/join/join-code.tsx'),
  route('puljer', 'routes/cohorts/cohorts.tsx'),
  route('puljer/ny', 'routes/cohorts/new-cohort.tsx'),
  route('puljer/:cohortId', 'routes/cohorts/cohort.tsx'),
  route('puljer/:cohortId/kommuner', 'routes/cohorts/municipalities.tsx'),
  route('puljer/:cohortId/samlinger/ny', 'routes/gatherings/new-gathering.tsx'),
  route('samlinger/:gatheringId', 'routes/gatherings/gathering.tsx'),
  route('samlinger/:gatheringId/rediger', 'routes/gatherings/edit-gathering.tsx'),
  route('dokumenter/:documentId', 'routes/documents/document.tsx'),
  route('dokumenter/:documentId/status', 'routes/documents/status.ts'),
  route('skoler', 'routes/desk/desk.tsx'),
  route('frakoblet', 'routes/documents/offline.tsx'),
  route('demo/e-post', 'routes/demo/mailbox.tsx'),
  route('tilgjengelighet', 'routes/about/accessibility.tsx'),
  route('*', 'routes/not-found.tsx'),
] satisfies RouteConfig
