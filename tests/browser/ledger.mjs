// What was checked: one line a check as it happens, and the counts at the end.

const failures = [];
let passed = 0;
let skipped = 0;
let story = '';

export function openStory(name) {
  story = name;
}

export function note(sentence, complaint) {
  if (complaint === undefined) {
    passed += 1;
    console.log(`  ok   ${sentence}`);
    return true;
  }
  failures.push(`${story}: ${sentence}`);
  console.log(`  FAIL ${sentence}`);
  for (const line of String(complaint).split('\n').slice(0, 12)) {
    if (line) console.log(`         ${line}`);
  }
  return false;
}

/** Says what could not be checked, and why. */
export function skip(sentence, reason) {
  skipped += 1;
  console.log(`  skip ${sentence}: ${reason}`);
}

export function total() {
  return passed + failures.length + skipped;
}

/** Prints what failed and the counts; returns the exit code. */
export function close() {
  if (failures.length > 0) {
    console.log('\nfailed checks:');
    for (const failure of failures) console.log(`  ${failure}`);
  }
  console.log(`${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return failures.length > 0 ? 1 : 0;
}
