import type { Invitee } from '~server/domain/cohorts/invitations/invitees'
import type { InviteeRow } from '~/components/invitations/invitee-list'

interface Named {
  id: string
  name: string
}

export interface ChosenInvitees {
  invitees: InviteeRow[]
  skipped: number
  counties: Named[]
  municipalities: Named[]
  chosen: { county: string; municipality: string }
}

/** Whom of all that may be invited a page shows, by what stands in its address. An unknown choice is none. */
export function chooseInvitees(all: readonly Invitee[], query: URLSearchParams): ChosenInvitees {
  const places = (of: (row: Invitee) => Named | null): Named[] => [
    ...new Map(all.flatMap(row => of(row) ?? []).map(place => [place.id, place])).values(),
  ]
  const counties = places(row => row.county)
  const municipalities = places(row => row.municipality)
  const wish = (key: string, of: Named[]): string => of.find(({ id }) => id === query.get(key))?.id ?? ''
  const chosen = { county: wish('fylke', counties), municipality: wish('kommune', municipalities) }
  const shown = all.filter(
    ({ county, municipality }) =>
      (chosen.county === '' || county?.id === chosen.county) &&
      (chosen.municipality === '' || municipality?.id === chosen.municipality),
  )
  return {
    invitees: shown
      .filter(({ skipped }) => skipped === null)
      .map(({ id, name, county, municipality, emails }) => ({
        id,
        name,
        place: municipality?.name ?? county?.name ?? '',
        emails,
      })),
    skipped: shown.filter(({ skipped }) => skipped !== null).length,
    counties,
    municipalities,
    chosen,
  }
}
