package masattention.cli;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import masattention.input.InvalidInputException;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;

/** The schedulers that the commands know: the built-in ones and those of jars and folders. */
final class Plugins {
  private List<Scheduler> schedulers = Schedulers.builtIn();

  /** All schedulers, the built-in ones first. */
  List<Scheduler> schedulers() {
    return schedulers;
  }

  /**
   * Adds the schedulers of {@code paths}, separated as in a class path: jars, folders of classes,
   * folders of jars.
   */
  void load(String paths) {
    List<URL> urls = new ArrayList<>();
    for (String path : paths.split(File.pathSeparator, -1)) {
      addTo(urls, path);
    }
    ClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), Plugins.class.getClassLoader());
    try {
      schedulers = Schedulers.all(loader);
    } catch (ServiceConfigurationError e) {
      throw new InvalidInputException(
          "The plugins %s: %s; each class must be public, a Scheduler of this version, and have a constructor without parameters."
              .formatted(paths, e.getMessage()));
    }
    if (schedulers.size() == Schedulers.builtIn().size()) {
      throw new InvalidInputException(
          "The plugins %s hold no scheduler; a jar names its schedulers in META-INF/services/%s."
              .formatted(paths, Scheduler.class.getName()));
    }
  }

  private static void addTo(List<URL> urls, String path) {
    try {
      Path at = Path.of(path);
      if (path.isEmpty() || !Files.exists(at)) {
        throw new InvalidInputException(
            "The plugin %s: no such file; name a jar or a folder.".formatted(path));
      }
      urls.add(at.toUri().toURL());
      if (Files.isDirectory(at)) {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(at, "*.jar")) {
          for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
          }
        }
      }
    } catch (InvalidPathException | MalformedURLException e) {
      throw new InvalidInputException("The plugin %s: %s.".formatted(path, e.getMessage()));
    } catch (IOException e) {
      throw new InvalidInputException("The plugin folder %s cannot be read.".formatted(path));
    }
  }
}
