import { z } from 'zod'

/** Characters in a comment. */
export const LONGEST_COMMENT = 2_000

const text = z
  .string()
  .transform(value => value.replace(/\r\n?/g, '\n').trim())
  .pipe(z.string().min(1, 'emptyText').max(LONGEST_COMMENT, 'tooLong'))
const id = z.uuid()
/** A place in the text: a Yjs relative position, as base64. */
const place = z
  .string()
  .max(400)
  .regex(/^[A-Za-z0-9+/]+=*$/)

/** Chosen where it is written: what is sent again because no answer came is there once. */
const ownId = id.optional()

/** What can be done with comments. */
export const commentForm = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('add'),
    quote: z.string().min(1).max(2_000),
    from: place,
    to: place,
    text,
    commentId: ownId,
  }),
  z.object({ intent: z.literal('reply'), threadId: id, text, commentId: ownId }),
  z.object({ intent: z.literal('edit'), commentId: id, text }),
  z.object({ intent: z.literal('delete'), commentId: id }),
  z.object({ intent: z.literal('resolve'), threadId: id }),
  z.object({ intent: z.literal('reopen'), threadId: id }),
])
export type CommentForm = z.infer<typeof commentForm>
