import { getGathering, type GatheringView } from '~server/domain/gatherings/gatherings'
import { listRounds } from '~server/domain/gatherings/rounds/rounds'
import type { Step } from '~server/domain/gatherings/rounds/schema'
import { listSeatable, listSeats, type Candidate } from '~server/domain/gatherings/seats'
import { getTableDocument } from '~server/domain/gatherings/table-document'
import { listTables, listTemplates, type TableView } from '~server/domain/gatherings/tables'
import type { TemplateChoice } from '~server/domain/gatherings/templates'
import type { Actor } from '~server/domain/shared/actor'
import type { Seated } from '~/components/gatherings/table-card'

export interface GatheringPage {
  gathering: GatheringView
  tables: (TableView & { seated: Seated[] | null })[]
  /** Whom one could give a seat; for whoever arranges it. */
  candidates: Candidate[]
  /** What the document of a new table may begin with; for whoever arranges it. */
  templates: TemplateChoice[]
  rounds: { id: string; title: string; step: Step }[]
}

/** Everything on a gathering's page: for whoever arranges it all names, for others those at tables they may read. */
export async function gatheringPage(actor: Actor, gatheringId: string): Promise<GatheringPage> {
  const gathering = await getGathering(actor, gatheringId)
  const tables = await listTables(actor, gatheringId)
  const rounds = await listRounds(actor, gatheringId)
  if (!gathering.can.edit) {
    const seated = await Promise.all(tables.map(table => seatedAt(actor, table)))
    return {
      gathering,
      tables: tables.map((table, i) => ({ ...table, seated: seated[i] ?? null })),
      candidates: [],
      templates: [],
      rounds,
    }
  }
  const [seats, candidates, templates] = await Promise.all([
    listSeats(actor, gatheringId),
    listSeatable(actor, gatheringId),
    listTemplates(actor, gatheringId),
  ])
  return {
    gathering,
    tables: tables.map(table => ({ ...table, seated: seats.filter(({ tableId }) => tableId === table.id) })),
    candidates,
    templates,
    rounds,
  }
}

async function seatedAt(actor: Actor, { documentId }: TableView): Promise<Seated[] | null> {
  if (documentId === null) return null
  const { seated } = await getTableDocument(actor, documentId)
  return seated.map(({ id, name }) => ({ personId: id, name, kind: 'account' }))
}
