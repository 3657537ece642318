// What does running the matrix unit beside the vector unit gain on real hardware? The inner loops of attention on one SM of
// an NVIDIA Hopper GPU, or on all, with everything on chip: the parts alone, in turn (flat) and as two streams (mas).
// README.md says how to build, run and collect, and what was learnt. Every shape is a template, built by -DSHAPE=k alone.
#include "row_sums.cuh"

// a template, so that a build of one shape (-DSHAPE=k, k = 0..25) compiles nothing else
template <int W> static void run_all() {
  if constexpr (W < 0 || W == 0) shape_reg<64, 32, 1, 1>();
  if constexpr (W < 0 || W == 1) shape_reg<64, 64, 1, 1>();
  if constexpr (W < 0 || W == 2) shape_reg<64, 128, 1, 1>();
  if constexpr (W < 0 || W == 3) shape_reg<64, 128, 1, 2>();
  if constexpr (W < 0 || W == 4) shape_reg<128, 32, 1, 1>();
  if constexpr (W < 0 || W == 5) shape_reg<128, 64, 1, 1>();
  if constexpr (W < 0 || W == 6) shape_reg<128, 128, 1, 1>();
  if constexpr (W < 0 || W == 7) shape_reg<128, 128, 1, 2>();
  if constexpr (W < 0 || W == 8) shape_reg<256, 32, 1, 1>();
  if constexpr (W < 0 || W == 9) shape_reg<256, 64, 1, 1>();
  if constexpr (W < 0 || W == 10) shape_reg<64, 32, 2, 1>();
  if constexpr (W < 0 || W == 11) shape_reg<64, 64, 2, 1>();
  if constexpr (W < 0 || W == 12) shape_sh<128, 32, 1>();
  if constexpr (W < 0 || W == 13) shape_sh<128, 64, 1>();
  if constexpr (W < 0 || W == 14) shape_sh<128, 128, 1>();
  if constexpr (W < 0 || W == 15) shape_sh<128, 128, 2>();
  if constexpr (W < 0 || W == 16) shape_sh<256, 32, 1>();
  if constexpr (W < 0 || W == 17) shape_sh<256, 64, 1>();
  if constexpr (W < 0 || W == 18) shape_sh<256, 128, 1>();
  if constexpr (W < 0 || W == 19) shape_sh<256, 128, 2>();
  if constexpr (W < 0 || W == 20) shape_sh<512, 32, 1>();
  if constexpr (W < 0 || W == 21) shape_sh<512, 64, 1>();
  if constexpr (W < 0 || W == 22) run_kinds<128, 64, 1, M_OS>();
  if constexpr (W < 0 || W == 23) run_kinds<128, 64, 1, M_S>();
  if constexpr (W < 0 || W == 24) run_kinds<128, 64, 1, M_O>();
  if constexpr (W < 0 || W == 25) run_kinds<128, 64, 2, M_OS>();
  if constexpr (W == 30) shape_sums<64, 32>();
  if constexpr (W == 31) shape_sums<64, 64>();
  if constexpr (W == 32) shape_sums<64, 128>();
  if constexpr (W == 33) shape_sums<128, 32>();
  if constexpr (W == 34) shape_sums<128, 64>();
  if constexpr (W == 35) shape_sums<128, 128>();
  if constexpr (W == 36) shape_sums<256, 32>();
  if constexpr (W == 37) shape_sums<256, 64>();
  if constexpr (W == 38) shape_sh_sums<128, 32>();
  if constexpr (W == 39) shape_sh_sums<128, 64>();
  if constexpr (W == 40) shape_sh_sums<128, 128>();
  if constexpr (W == 41) shape_sh_sums<256, 32>();
  if constexpr (W == 42) shape_sh_sums<256, 64>();
}

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) if (!strcmp(argv[i], "--quick")) quick = true;
  cudaDeviceProp pr;
  CK(cudaGetDeviceProperties(&pr, 0));
  snprintf(g_card, sizeof g_card, "%s", pr.name);
  g_sms = pr.multiProcessorCount;
  CK(cudaMalloc(&d_t, (size_t)g_sms * REPS * 16 * 2 * 8));
  CK(cudaMalloc(&d_out, (size_t)g_sms * 4 * 64 * 128 * 4));
  CK(cudaMalloc(&d_q, 8 * 64 * 128 * 2));
  CK(cudaMalloc(&d_k, 512 * 128 * 2));
  CK(cudaMalloc(&d_v, 512 * 136 * 2));
  printf("card,sms,machine,mode,E,N,rows,blocks,mrep,vrep,cycles,cycles_min,cycles_max,error\n");
  run_all<SHAPE>();
  fprintf(stderr, "largest error %.2e\n", worst);
  return worst < 5e-3 ? 0 : 2;
}
