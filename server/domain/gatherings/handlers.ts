import { endUnjustifiedSeats, restoreSeats } from './leaving-seats'

interface About {
  payload: { personId: string }
}

const end = ({ payload }: About): Promise<void> => endUnjustifiedSeats(payload.personId)
const restore = ({ payload }: About): Promise<void> => restoreSeats(payload.personId)

/** What gatherings do when something happens to people: a seat is worth what the role behind it is. */
export const gatheringHandlers = {
  'grant.ended': [end],
  'person.disabled': [end],
  'grant.given': [restore],
  'person.reopened': [restore],
}
