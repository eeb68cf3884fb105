import { exportAudit } from '~server/domain/audit/audit'
import { signedIn } from '~/lib/request'
import { chosenIn } from './audit-choice.server'

/** The entries that the page shows, as lines of JSON with their hashes. */
export const loader = signedIn(async ({ actor, request }) => {
  const lines = await exportAudit(actor, chosenIn(request))
  return new Response(lines, {
    headers: {
      'Content-Type': 'application/x-ndjson; charset=utf-8',
      'Content-Disposition': 'attachment; filename="revisjonslogg.jsonl"',
      'Cache-Control': 'private, no-store',
    },
  })
})
