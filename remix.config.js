/**
 * The one place for Remix options; vite.config.ts hands them to the Remix plugin. No secrets here.
 *
 * @type {import('@remix-run/dev').VitePluginConfig}
 */
export default {
  appDirectory: 'app',
  buildDirectory: 'build',
  serverModuleFormat: 'esm',
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_routeConfig: true,
    v3_singleFetch: true,
    // Left off: with it one anonymous request for its manifest blocks the event loop for seconds.
    v3_lazyRouteDiscovery: false,
  },
}
