// acceptance.js LOG VALIDATED REWRITTEN: judge what scripts/acceptance had made. Runs in its cache folder.
// acceptance.js --bare LOG OUT [ROOT]: LOG without hashes and snippets, so that others compute them; with other sources.
const fs = require('fs');
const Ajv = require('ajv/dist/2020');
const formats = require('ajv-formats');
const jsonschema = require('jsonschema');

// Messages with full text (SARIF2002) are what GitHub wants; version control (SARIF2003) and embedded sources (SARIF2013)
// are left out on purpose; SARIF2006 needs the network.
const allowed = new Set(['SARIF2002', 'SARIF2003', 'SARIF2006', 'SARIF2013']);

const read = (path) => JSON.parse(fs.readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
if (process.argv[2] === '--bare') {
    const [from, to, root] = process.argv.slice(3);
    const bare = read(from);
    if (root) bare.runs[0].originalUriBaseIds['%SRCROOT%'].uri = encodeURI('file://' + root + '/');
    for (const r of bare.runs[0].results) {
        delete r.partialFingerprints.primaryLocationLineHash;
        for (const l of r.locations) delete l.physicalLocation.region.snippet;
    }
    fs.writeFileSync(to, JSON.stringify(bare));
    process.exit(0);
}

const [logPath, validatedPath, rewrittenPath] = process.argv.slice(2);
const log = read(logPath);
let wrong = 0;
const fail = (...what) => { wrong++; console.log(logPath + ':', ...what); };

const schema = read(__dirname + '/node_modules/@microsoft/sarif-multitool-linux/sarif-2.1.0.json');
const ajv = new Ajv({ strict: false, allErrors: true });
formats(ajv);
const validate = ajv.compile(schema);
if (!validate(log))
    for (const e of validate.errors) fail('schema:', e.instancePath, e.message);

// the library that GitHub's upload action uses
for (const e of new jsonschema.Validator().validate(log, schema).errors) fail('jsonschema:', e.stack);

const validated = read(validatedPath);
for (const r of validated.runs[0].results || []) {
    if (allowed.has(r.ruleId)) continue;
    const line = r.locations[0].physicalLocation.region;
    fail(r.ruleId, 'line', line && line.startLine, JSON.stringify(r.message.arguments || r.message.text));
}

const rewritten = read(rewrittenPath);
let compared = 0;
log.runs[0].results.forEach((ours, i) => {
    const theirs = rewritten.runs[0].results[i];
    const hash = (theirs.partialFingerprints || {}).primaryLocationLineHash;
    if (hash) {
        compared++;
        if (hash !== ours.partialFingerprints.primaryLocationLineHash) fail('line hash of result', i, hash);
    }
    const cut = (r) => (r.locations[0].physicalLocation.region.snippet || {}).text;
    if (cut(theirs) !== cut(ours)) fail('snippet of result', i, cut(theirs), cut(ours));
});
console.log(logPath + ':', wrong ? wrong + ' wrong' : 'accepted', '(' + compared + ' line hashes compared)');
process.exit(wrong ? 1 : 0);
