import type { Reporter, TestModule } from 'vitest/node';

/** Names at the end of a run what passed only at its second try, and why the first one failed: each is a fault to be found. */
export class SecondTry implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const module of modules) {
      for (const test of module.children.allTests('passed')) {
        if ((test.diagnostic()?.retryCount ?? 0) === 0) continue;
        const [why] = test.result().errors ?? [];
        console.log(`SECOND TRY ${module.relativeModuleId} > ${test.fullName}: ${why?.message.split('\n')[0] ?? 'no reason'}`);
      }
    }
  }
}
