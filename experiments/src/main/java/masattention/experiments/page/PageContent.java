package masattention.experiments.page;

import java.util.List;

/** Everything that the template of the page prints. */
record PageContent(
    String css,
    String script,
    List<ClaimCard> claims,
    List<Section> sections,
    List<MachineTable> machines,
    List<NetworkRow> networks) {}
