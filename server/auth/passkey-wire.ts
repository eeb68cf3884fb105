import { z } from 'zod'

/** What a browser answers with, as JSON in a form field; the bytes in it are judged by the library. */

const bytes = z
  .string()
  .max(16_384)
  .regex(/^[\w-]+$/)
const credential = {
  id: bytes,
  rawId: bytes,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).default({}),
}

const registration = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes,
    attestationObject: bytes,
    transports: z.array(z.string().max(20)).max(8).default([]),
  }),
})

const assertion = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
  }),
})

export type Registration = z.output<typeof registration>
export type Assertion = z.output<typeof assertion>

export const readRegistration = (text: string): Registration | null => read(registration, text)
export const readAssertion = (text: string): Assertion | null => read(assertion, text)

function read<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
