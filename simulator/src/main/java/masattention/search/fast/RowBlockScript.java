package masattention.search.fast;

/** What a core that goes through whole row blocks has loaded. */
final class RowBlockScript extends LoadScript {
  RowBlockScript(Core core) {
    super(core);
  }

  @Override
  void prologue() {
    if (pass.alone) {
      return;
    }
    input();
    firstGroup(Grant.KEYS);
    announce(Grant.KEYS, 0);
    if (pass.streams) {
      input();
    } else {
      announce(Grant.VALUES, 0);
    }
    firstGroup(Grant.VALUES);
  }

  @Override
  void step() {
    if (pass.streams) {
      announce(Grant.VALUES, emitted - 1);
      announce(Grant.KEYS, emitted + 1);
      input();
      use(Grant.VALUES, emitted - 2);
      use(Grant.KEYS, emitted);
    } else {
      if (pass.alone) {
        input();
        announce(Grant.KEYS, emitted);
        announce(Grant.VALUES, emitted);
      } else {
        announce(Grant.KEYS, emitted + 1);
        announce(Grant.VALUES, emitted + 1);
        input();
      }
      use(Grant.KEYS, emitted);
      use(Grant.VALUES, emitted);
    }
  }

  @Override
  void othersStep() {
    if (pass.streams) {
      if (teamSteps >= 2 * size) {
        useOfTeam(Grant.VALUES, 0);
      }
      useOfTeam(Grant.KEYS, 0);
    } else {
      useOfTeam(Grant.KEYS, 0);
      useOfTeam(Grant.VALUES, 0);
    }
  }
}
