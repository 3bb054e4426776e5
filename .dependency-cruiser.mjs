/**
 * The layer rules of docs/architecture.md. `npm run check` fails on an arrow that runs the wrong way.
 * They are held against the built modules in dist/: there, types are gone, and a room may use the types of any other.
 */

const hooks = '^dist/plugin/hooks/';
const zoom = '^dist/plugin/zoom/';

/** What reaches out of the process: Node's own modules, and packages. */
const io =
  '^(node:)?(fs|http|https|net|tls|child_process|dns|worker_threads)(/|$)|node_modules/(pg|pg-boss|got|oauth4webapi|hono)/';
const container = 'node_modules/tsyringe/';

function never(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to };
}

export default {
  forbidden: [
    never(
      'no-circles',
      'Two modules that need each other are one idea in two files.',
      {},
      { circular: true },
    ),
    never(
      'no-tests-in-the-plugin',
      'The plugin knows nothing of what it is tested with.',
      { path: '^dist/plugin/' },
      { path: '^dist/(test|scripts)/' },
    ),
    never(
      'contracts-know-nobody',
      'Both sides depend on the border; it depends on neither.',
      { path: '^dist/contracts/' },
      { path: '^dist/(plugin|test|scripts)/' },
    ),
    never(
      'nobody-calls-hooks',
      'Hooks are the top: only the plugin object makes them.',
      { path: '^dist/plugin/', pathNot: `^dist/plugin/index[.]js$|${hooks}` },
      { path: hooks },
    ),
    never(
      'floor-rooms-look-down-only',
      'zoom, store and transcript serve the rooms above; they know nothing of them.',
      { path: '^dist/plugin/(zoom|store|transcript)/' },
      { path: '^dist/plugin/(hooks|recordings|webhook|customers|distillation)/' },
    ),
    never(
      'pure-rooms-are-pure',
      'Transcript, customers and distillation take and give plain values: no I/O, no container.',
      { path: '^dist/plugin/(transcript|customers|distillation)/' },
      { path: `${io}|${container}|^dist/plugin/(zoom|store)/` },
    ),
    never(
      'the-door-does-no-io',
      'It answers within milliseconds, from the request alone.',
      { path: '^dist/plugin/webhook/' },
      { path: `${io}|^dist/plugin/(zoom|store|recordings)/` },
    ),
    never(
      'only-zoom-talks-http',
      'Everything that reaches Zoom goes through the endpoint table.',
      { path: '^dist/plugin/', pathNot: zoom },
      { path: 'node_modules/(got|oauth4webapi)/|^(node:)?https?$' },
    ),
    never(
      'only-hosts-open-databases',
      'The plugin gets its database from Halo.',
      { path: '^dist/plugin/' },
      { path: 'node_modules/(pg|pg-boss)/' },
    ),
    never(
      'not-to-dev-dep',
      'What is shipped needs its packages at run time.',
      { path: '^dist/(plugin|contracts)/' },
      { dependencyTypes: ['npm-dev'] },
    ),
    never('resolvable', 'An import that leads nowhere.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '[.](map|d[.]ts)$' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['node', 'import', 'default'] },
  },
};
