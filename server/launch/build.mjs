// Everything that `npm start` runs: the database client, the pages (Remix), the server and the CLI (esbuild).
import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'
import { build } from 'esbuild'
import { ROOT, run } from './prepare.mjs'

const bin = name => path.join(ROOT, 'node_modules', '.bin', name)

run(bin('prisma'), ['generate'], { PRISMA_HIDE_UPDATE_MESSAGE: '1', NO_COLOR: '1' })
await Promise.all([pages(), server()])
compress(path.join(ROOT, 'build', 'client'))

function pages() {
  run(bin('remix'), ['vite:build', '--logLevel', 'warn'], { NODE_ENV: 'production' })
}

function server() {
  return build({
    entryPoints: {
      main: 'server/main.ts',
      cli: 'server/cli/main.ts',
      'lists-work': 'server/lists-work.ts',
      'documents-work': 'server/documents-work.ts',
      'fold-worker': 'server/collaboration/fold-worker.ts',
    },
    absWorkingDir: ROOT,
    outdir: 'build',
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    jsx: 'automatic',
    sourcemap: true,
    logLevel: 'warning',
  })
}

/** Compressed once here, at the highest level, instead of at every request. */
function compress(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (!entry.isFile() || !/\.(js|css|svg|json|webmanifest|txt)$/.test(file)) continue
    const bytes = fs.readFileSync(file)
    if (bytes.length < 1024) continue
    fs.writeFileSync(`${file}.br`, zlib.brotliCompressSync(bytes))
    fs.writeFileSync(`${file}.gz`, zlib.gzipSync(bytes, { level: 9 }))
  }
}
