// The program is the one that the README shows, and what it prints agrees with itself.
def readme = new File(basedir, '../../../../README.md').text
assert readme.contains('```java\n' + new File(basedir, 'src/main/java/Example.java').text + '```')

def printed = new File(basedir, 'build.log').text
def flat = printed =~ /(?m)^flat: (\d+) cycles as given, (\d+) at best$/
assert flat.count == 1
assert flat[0][1].toLong() >= flat[0][2].toLong()
def compared = (printed =~ /(?m)^([a-z-]+) (\d+)$/).collect { it }.collectEntries { [it[1], it[2]] }
assert compared.size() >= 9
assert compared['flat'] == flat[0][2]
return true
