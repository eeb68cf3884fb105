import fs from 'node:fs'
import path from 'node:path'

interface Chunk {
  file: string
  imports?: string[]
}

/**
 * Names the files that a module of the pages became in the build, so that a page can ask the browser for them before
 * the scripts that would ask for them have run.
 *
 * @returns for a source path ("app/locales/nb/index.ts") the addresses of its chunk and of what that imports; none for
 *   a module that the build does not know
 */
export function readChunks(buildFolder: string): (module: string) => string[] {
  const file = path.join(buildFolder, '.vite', 'client-manifest.json')
  if (!fs.existsSync(file)) return () => []
  const manifest = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, Chunk>
  const known = new Map<string, string[]>()
  return module => {
    const found = known.get(module) ?? [...collect(manifest, module, new Set())].map(name => `/${name}`)
    known.set(module, found)
    return found
  }
}

function collect(manifest: Record<string, Chunk>, key: string, files: Set<string>): Set<string> {
  const chunk = manifest[key]
  if (chunk === undefined || files.has(chunk.file)) return files
  files.add(chunk.file)
  for (const imported of chunk.imports ?? []) collect(manifest, imported, files)
  return files
}
