import { listOwnPoints } from '~server/domain/gatherings/rounds/points'
import { listReleased, releasePoint, takeBackPoint } from '~server/domain/gatherings/rounds/releasing'
import { getRound, type RoundView } from '~server/domain/gatherings/rounds/rounds'
import { releaseForm } from '~server/domain/gatherings/rounds/schema'
import { ownSignals, signal } from '~server/domain/gatherings/rounds/signals'
import { listTables } from '~server/domain/gatherings/tables'
import type { Actor } from '~server/domain/shared/actor'
import { forbidden, notFound } from '~server/domain/shared/errors'
import { readForm } from '~/lib/forms.server'

interface Address {
  id(name: string): string
}

/** The round in the address; the gathering there must be its own. @throws DomainError `not_found` */
export async function roundAt(actor: Actor, params: Address): Promise<RoundView> {
  const [gatheringId, roundId] = [params.id('gatheringId'), params.id('roundId')]
  const round = await getRound(actor, roundId)
  if (round.gatheringId !== gatheringId) throw notFound()
  return round
}

/** The round in the address, for whoever leads it. @throws DomainError `not_found`, `forbidden` */
export async function ledRound(actor: Actor, params: Address): Promise<RoundView> {
  const round = await roundAt(actor, params)
  if (!round.can.lead) throw forbidden()
  return round
}

/** What the page of a participant holds: nobody else's words but those on the own table. */
export async function ownRound(actor: Actor, round: RoundView) {
  if (round.table === null) return null
  const points = await listOwnPoints(actor, round.id)
  const released = await listReleased(actor, round.id)
  const signals = await ownSignals(actor, round.id)
  const tables = await listTables(actor, round.gatheringId)
  const documentId = tables.find(({ id }) => id === round.table?.id)?.documentId ?? null
  return { points, released, signals, documentId }
}

/** What a participant does in a round, by the button that was pressed. */
export async function takePart(actor: Actor, round: RoundView, request: Request): Promise<void> {
  const form = await request.clone().formData()
  const releasedId = form.get('releasedId')
  switch (form.get('intent')) {
    case 'release': {
      const release = await readForm(request, releaseForm)
      if (release.status !== 'success') throw notFound()
      return releasePoint(actor, round.id, release.value.pointId, release.value.voice)
    }
    case 'take-back':
      return takeBackPoint(actor, round.id, typeof releasedId === 'string' ? releasedId : '')
    case 'done':
      return signal(actor, round.id, 'done', true)
    case 'not-done':
      return signal(actor, round.id, 'done', false)
    case 'called':
      return signal(actor, round.id, 'called', true)
    case 'not-called':
      return signal(actor, round.id, 'called', false)
    default:
      return
  }
}
