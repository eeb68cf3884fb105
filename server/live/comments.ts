import type { LiveEvents } from '~server/events/events'
import type { Handlers } from '~server/outbox/drain'

/** Whoever has the document open is told that something was said; what, they ask for themselves. */
export const commentHandlers = (events: Pick<LiveEvents, 'commentsChanged'>): Handlers => ({
  'comment.changed': [
    ({ payload }) => {
      events.commentsChanged(payload.documentId)
      return Promise.resolve()
    },
  ],
})
