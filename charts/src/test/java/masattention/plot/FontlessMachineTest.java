package masattention.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Draws in a virtual machine that sees no fonts, and watches which classes it loads. */
class FontlessMachineTest {

  @TempDir Path folder;

  @Test
  void drawsTheSameWithoutFontsAndWithoutTheFontCodeOfTheJdk() throws Exception {
    Path noFonts = folder.resolve("fonts.conf");
    Files.writeString(noFonts, "<?xml version=\"1.0\"?><fontconfig></fontconfig>");
    Path log = folder.resolve("classes.log");
    ProcessBuilder fork =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Djava.awt.headless=true",
            "-Xlog:class+load:stdout",
            "-cp",
            System.getProperty("java.class.path"),
            SampleCharts.class.getName(),
            folder.resolve("forked").toString());
    fork.environment().put("FONTCONFIG_FILE", noFonts.toString());
    fork.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = fork.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    String classes = Files.readString(log);
    assertEquals(
        0, process.exitValue(), () -> classes.substring(Math.max(0, classes.length() - 2000)));
    assertTrue(classes.contains(SvgGraphics.class.getName()), "the log must name classes");
    assertFalse(classes.contains("sun.font.SunFontManager"), "the JDK was asked for a font");

    SampleCharts.writeTo(folder.resolve("here"), 1.7);
    for (String name : SampleCharts.all(1.7).keySet()) {
      for (String ending : new String[] {".svg", ".png"}) {
        Path forked = folder.resolve("forked").resolve(name + ending);
        assertEquals(-1, Files.mismatch(forked, folder.resolve("here").resolve(name + ending)));
      }
    }
  }
}
