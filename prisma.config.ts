import { defineConfig } from 'prisma/config'

// `prisma generate` asks for the native schema engine before it does anything, and never runs it. Its download host is
// blocked in many networks, so name a file that is there (docs/decisions/prisma-without-downloads.md).
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath

export default defineConfig({ schema: 'prisma' })
