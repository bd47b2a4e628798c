// Which files a red run names, so that they can be run once more with nothing beside them (decision 0006).

/** More red files than this are no accident of a loaded machine. */
const FEW = 4;

/** The files with a failed test in jest's own report, each with the names of its failed tests. */
export const failedInReport = ({ testResults }) =>
  testResults.filter(({ status }) => status === 'failed').map(({ name, assertionResults }) => ({
    file: name,
    tests: assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
  }));

/** The files with a failed test in what Node's runner printed as TAP; `files` are those that ran. None if a failure has no file. */
export function failedInTap(said, files) {
  const failures = said.split(/^(?= *(?:not )?ok \d+ - )/m).flatMap((part) => {
    const [, name] = /^ *not ok \d+ - (.*)/.exec(part) ?? [];
    const [, where] = /^ *location: '(.*):\d+:\d+'$/m.exec(part) ?? [];
    return name === undefined ? [] : [{ name, file: files.find((file) => where?.endsWith(file)) }];
  });
  if (failures.some(({ file }) => !file)) return [];
  return [...Map.groupBy(failures, ({ file }) => file)].map(([file, each]) => ({ file, tests: each.map(({ name }) => name) }));
}

export const worthASecondLook = (failed) => failed.length > 0 && failed.length <= FEW;
