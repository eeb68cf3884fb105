import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { createRequestHandler } from '@remix-run/express'
import type { AppLoadContext, ServerBuild } from '@remix-run/node'
import type { Request, RequestHandler, Response } from 'express'

/** Hands a request to the pages. The only file of the server that knows Remix, and it knows the build by its path. */
export async function pages(
  buildFolder: string,
  context: (req: Request, res: Response) => Promise<AppLoadContext>,
): Promise<RequestHandler> {
  const file = pathToFileURL(path.join(buildFolder, 'server', 'index.js')).href
  const build = (await import(file)) as ServerBuild
  const handle = createRequestHandler({ build, mode: 'production', getLoadContext: context })
  return (req, res, next) => void handle(req, res, next)
}
