import { index, type RouteConfig } from '@remix-run/route-config'

/** The whole site's map. Addresses are Norwegian; the files are named by what they are. */
export default [index('routes/home/home.tsx')] satisfies RouteConfig
