void packet_read(void);
void packet_handle(void);
int loop_until_stopped(void);
struct operations {
    void (*run)(void);
};
int serve(const struct operations *o);
int serve_files(void);
void server_only(void);
