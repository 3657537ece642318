@echo off
rem Runs the command line of the suite: mas.jar beside this file, or the one that the build made.
setlocal

set "jar=%~dp0mas.jar"
if not exist "%jar%" set "jar=%~dp0experiments\target\mas.jar"
if not exist "%jar%" (
  echo mas: not built yet; run: mvn -f "%~dp0." -Dquickly package 1>&2
  exit /b 2
)

set "java=java.exe"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"

"%java%" --list-modules 2>nul | findstr /r /c:"^java\.base@1[7-9]" /c:"^java\.base@[2-9][0-9]" >nul
if errorlevel 1 (
  echo mas: no Java of version 17 or later found; install a JDK, or set JAVA_HOME. 1>&2
  exit /b 2
)

rem The vector kernels are an incubating module; only their check needs it.
set "modules="
if "%~1"=="verify-kernel" set "modules=--add-modules jdk.incubator.vector"

rem One question is answered sooner by the first compiler alone, and by the simplest collector, unless another
rem one is asked for.
set "collector=-XX:+UseSerialGC"
for %%v in (MAS_JAVA_OPTIONS JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS) do set %%v 2>nul | findstr /c:"GC" >nul && set "collector="
set "quick="
for %%c in (compare simulate search networks machines schedulers) do if "%~1"=="%%c" set "quick=-XX:TieredStopAtLevel=1 %collector%"

rem The progress bar goes to standard error, and only to a terminal. To ask takes half a second, which a quick
rem command does without.
set "progress=false"
where powershell >nul 2>nul && if not defined quick powershell -NoProfile -Command "exit [int][Console]::IsErrorRedirected" <nul >nul && set "progress=true"

"%java%" %quick% %MAS_JAVA_OPTIONS% %modules% "-Dmas.progress=%progress%" -jar "%jar%" %*
exit /b %errorlevel%
