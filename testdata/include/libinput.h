/* Excerpt of libinput 1.22.1, libinput.h (MIT licence). */
#ifndef LIBINPUT_H
#define LIBINPUT_H

struct libinput;
struct libinput_device;

struct libinput_interface {
    int (*open_restricted)(const char *path, int flags, void *user_data);
    void (*close_restricted)(int fd, void *user_data);
};

struct libinput *libinput_path_create_context(const struct libinput_interface *interface, void *user_data);
struct libinput_device *libinput_path_add_device(struct libinput *libinput, const char *path);
int libinput_dispatch(struct libinput *libinput);

#endif
