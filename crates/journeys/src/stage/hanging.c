/* Goes in front of the C library of the app: a disk or a look-up of names that hangs. While there is a file "disk" in
   the folder that STAGE_HANGS names, whatever writes below the home waits in its call, as it does when the disk takes
   nothing in; while there is a file "names", the look-up of every name. What was read before can be read on. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name)                                                                                                     \
    static __typeof__(&name) real;                                                                                     \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static int hangs(const char *what) {
    const char *folder = getenv("STAGE_HANGS");
    char flag[4096];
    if (!folder) return 0;
    snprintf(flag, sizeof flag, "%s/%s", folder, what);
    return access(flag, F_OK) == 0;
}

static int is_at_home(const char *path) {
    const char *home = getenv("HOME");
    size_t length = home ? strlen(home) : 0;
    return length && !strncmp(path, home, length) && path[length] == '/';
}

static int is_file_at_home(int file) {
    struct stat told;
    char link[64], path[4096];
    if (fstat(file, &told) || !S_ISREG(told.st_mode)) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_at_home(path);
}

static void wait_for(const char *what) {
    while (hangs(what)) usleep(5000);
}

static void disk_of_file(int file) {
    int before = errno;
    if (hangs("disk") && is_file_at_home(file)) wait_for("disk");
    errno = before;
}

static void disk_of_path(const char *path) {
    int before = errno;
    if (hangs("disk") && is_at_home(path)) wait_for("disk");
    errno = before;
}

/* A file that is there and stays as it is may be opened. */
static void disk_to_open(const char *path, int flags) {
    int before = errno;
    if ((flags & O_TRUNC) || ((flags & O_CREAT) && access(path, F_OK))) disk_of_path(path);
    errno = before;
}

#define OPEN(name)                                                                                                     \
    int name(const char *path, int flags, ...) {                                                                       \
        REAL(name);                                                                                                    \
        va_list rest;                                                                                                  \
        va_start(rest, flags);                                                                                         \
        mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0;                                      \
        va_end(rest);                                                                                                  \
        disk_to_open(path, flags);                                                                                     \
        return real(path, flags, mode);                                                                                \
    }
OPEN(open)
OPEN(open64)

#define OF_FILE(type, name, parameters, ...)                                                                           \
    type name parameters {                                                                                             \
        REAL(name);                                                                                                    \
        disk_of_file(file);                                                                                            \
        return real(__VA_ARGS__);                                                                                      \
    }
OF_FILE(ssize_t, write, (int file, const void *bytes, size_t count), file, bytes, count)
OF_FILE(ssize_t, writev, (int file, const struct iovec *parts, int count), file, parts, count)
OF_FILE(ssize_t, pwrite, (int file, const void *bytes, size_t count, off_t at), file, bytes, count, at)
OF_FILE(ssize_t, pwrite64, (int file, const void *bytes, size_t count, off64_t at), file, bytes, count, at)
OF_FILE(int, fsync, (int file), file)
OF_FILE(int, fdatasync, (int file), file)
OF_FILE(int, ftruncate, (int file, off_t size), file, size)
OF_FILE(int, ftruncate64, (int file, off64_t size), file, size)

#define OF_PATH(name, parameters, ...)                                                                                 \
    int name parameters {                                                                                              \
        REAL(name);                                                                                                    \
        disk_of_path(path);                                                                                            \
        return real(__VA_ARGS__);                                                                                      \
    }
OF_PATH(rename, (const char *path, const char *to), path, to)
OF_PATH(unlink, (const char *path), path)
OF_PATH(mkdir, (const char *path, mode_t mode), path, mode)

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
    REAL(getaddrinfo);
    wait_for("names");
    return real(name, service, hints, found);
}
