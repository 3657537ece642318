package masattention.search.fast;

/** What a core that goes through one stage of its row blocks has loaded. */
final class SinglePassScript extends LoadScript {
  private final int product;

  /** {@code product}: whose sub-tiles of K or V it uses, if any. */
  SinglePassScript(Core core, int product) {
    super(core);
    this.product = product;
  }

  @Override
  void prologue() {
    input();
    if (product == Grant.KEYS) {
      firstGroup(product);
    }
    announce(product, 0);
    if (product == Grant.VALUES) {
      firstGroup(product);
    }
  }

  @Override
  void step() {
    announce(product, emitted + 1);
    input();
    use(product, emitted);
  }

  @Override
  void othersStep() {
    useOfTeam(product, 0);
  }
}
