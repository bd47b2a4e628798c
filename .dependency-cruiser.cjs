// Read this list top to bottom: a module may import the modules above it, never below.
const modules = [
  'tenancy', 'auth', 'audit', 'staff',
  'customers', 'catalog', 'addresses', 'equipment',
  'ledger', 'invoices', 'payments', 'billing', 'accounting', 'dunning', 'tickets', 'notices', 'dispatch', 'planning', 'orders',
  'vision', 'field', 'alerts', 'diagnostics', 'shares', 'messaging', 'inbox', 'imports',
  'demo',
];
const module_ = (name) => `^backend/src/${name}/`;
const anyModule = `^backend/src/(${modules.join('|')})/`;

/** What a module shows to the others; everything else in its folder is its own business. */
const published = '\\.(module|service|entity|events|enum|inputs|results)\\.ts$';
/** Who is asking, and what they may: the words every resolver speaks. */
const everybodysWords = '^backend/src/auth/(actor|allow|me|step-up)\\.ts$';

module.exports = {
  forbidden: [
    ...modules.slice(0, -1).map((name, i) => ({
      name: `${name}-imports-upwards-only`,
      comment: 'Emit an event instead; the module below can listen to it.',
      severity: 'error',
      from: { path: module_(name) },
      to: { path: module_(`(${modules.slice(i + 1).join('|')})`), pathNot: everybodysWords },
    })),
    {
      name: 'modules-are-listed',
      comment: 'A new module takes its place in the order at the top of .dependency-cruiser.cjs.',
      severity: 'error',
      from: { path: '^backend/src/(?!platform/)[^/]+/', pathNot: anyModule },
      to: {},
    },
    {
      name: 'only-published-files',
      comment: 'Only *.module, *.service, *.entity, *.events and *.enum of another module may be imported.',
      severity: 'error',
      from: { path: '^backend/src/([^/]+)/' },
      to: { path: '^backend/src/(?!platform/)[^/]+/', pathNot: ['^backend/src/$1/', published, everybodysWords] },
    },
    {
      name: 'platform-knows-no-business',
      comment: 'The platform would work for a bakery too.',
      severity: 'error',
      from: { path: '^backend/src/platform/' },
      to: { path: ['^backend/src/(?!platform/)', '^libs/(permissions|money)/', 'node_modules/@demarc/(permissions|money)/'] },
    },
    {
      name: 'server-and-screens-meet-in-libs',
      severity: 'error',
      from: { path: '^(backend|frontend)/' },
      to: { path: '^(backend|frontend)/', pathNot: '^$1/' },
    },
    {
      name: 'areas-are-islands',
      comment: 'What two areas need lives in domain/ or ui/.',
      severity: 'error',
      from: { path: '^frontend/src/app/(portal|ops|tech)/' },
      to: { path: '^frontend/src/app/(portal|ops|tech)/', pathNot: '^frontend/src/app/$1/' },
    },
    {
      name: 'ui-is-dumb',
      comment: 'ui/ knows nothing of the product: no data, no session, no generated types.',
      severity: 'error',
      from: { path: '^frontend/src/app/ui/' },
      to: { path: ['^frontend/src/app/(?!ui/)', 'node_modules/(apollo-angular|@apollo/)', '\\.generated(\\.ts)?$'] },
    },
    {
      name: 'light-pages-are-light',
      comment: 'Sign-in and the payment returns start without these; what needs one is imported when it is needed.',
      severity: 'error',
      from: { path: '^frontend/src/app/(light|sign-in|payment|shop)/', pathNot: '\\.spec\\.ts$' },
      to: { path: 'node_modules/(@jsverse|@angular/(router|forms|common)|@apollo|apollo-angular|graphql|rxjs|@simplewebauthn)(/|$)', dynamic: false, dependencyTypesNot: ['type-only'] },
    },
    { name: 'domain-below-areas', severity: 'error', from: { path: '^frontend/src/app/(domain|core)/' }, to: { path: '^frontend/src/app/(portal|ops|tech)/' } },
    { name: 'core-below-domain', severity: 'error', from: { path: '^frontend/src/app/core/' }, to: { path: '^frontend/src/app/domain/' } },
    {
      name: 'libs-are-pure',
      comment: 'What both sides agree on needs no framework, no clock, no disk.',
      severity: 'error',
      from: { path: '^libs/', pathNot: '\\.spec\\.ts$' },
      to: { path: ['^(backend|frontend)/', 'node_modules/(@nestjs|@angular|typeorm|rxjs|graphql|pg)(/|$)'] },
    },
    { name: 'libs-know-no-machine', severity: 'error', from: { path: '^libs/', pathNot: '\\.spec\\.ts$' }, to: { dependencyTypes: ['core'] } },
    { name: 'production-needs-no-tests', severity: 'error', from: { path: '/src/|^libs/', pathNot: '\\.spec\\.ts$' }, to: { path: ['\\.(e2e-)?spec\\.ts$', '^backend/test/', '^frontend/test/'] } },
    { name: 'no-cycles', comment: 'Only types may go in a circle.', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'nothing-unresolved', severity: 'error', from: { pathNot: '\\.spec\\.ts$' }, to: { couldNotResolve: true, pathNot: ['\\.generated(\\.ts|\\.js)?$', '^@graphql-typed-document-node/'] } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(backend/dist|dist|\\.data|\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'frontend/tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    skipAnalysisNotInRules: true,
  },
};
